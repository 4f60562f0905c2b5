import { cookies } from "next/headers";
import Todo from "./todo";

export const dynamic = "force-dynamic";

// The tasks of who is signed in; null when nobody is, or when the backend does not answer at once:
// the page itself must come all the same.
async function listTasks() {
  const cookie = (await cookies()).toString();
  if (!cookie) return null;
  try {
    const answer = await fetch(`${process.env.BACKEND_URL}/api/tasks`, {
      headers: { cookie, connection: "close" }, // as in api/
      cache: "no-store",
      signal: AbortSignal.timeout(1000),
    });
    return answer.ok ? (await answer.json()).tasks : null;
  } catch {
    return null;
  }
}

export default async function Page() {
  return <Todo stored={await listTasks()} />;
}
