// Pass /api/... on to the backend, whose URL is known only at run time.

export const dynamic = "force-dynamic";

// A connection that is kept leads to one backend pod for as long as there are requests: new pods
// get few, and the last one on it fails when that pod ends, as uvicorn does not announce its end.
const UNKEPT = ["connection", "close"];

const PASSED_ON = ["content-type", "cookie", "set-cookie", "x-instance"];

function kept(headers) {
  return PASSED_ON.flatMap((name) => (headers.has(name) ? [[name, headers.get(name)]] : []));
}

async function forward(request) {
  const { pathname, search } = new URL(request.url);
  try {
    const answer = await fetch(process.env.BACKEND_URL + pathname + search, {
      method: request.method,
      headers: [...kept(request.headers), UNKEPT],
      body: request.method === "GET" ? undefined : await request.text(),
      cache: "no-store",
      signal: AbortSignal.timeout(30_000),
    });
    return new Response(answer.body, { status: answer.status, headers: kept(answer.headers) });
  } catch (error) {
    console.error(`${request.method} ${pathname}: ${error.cause?.message ?? error.message}`);
    return Response.json({ detail: "the backend does not answer" }, { status: 502 });
  }
}

export { forward as GET, forward as POST };
