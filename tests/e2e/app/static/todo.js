const element = (id) => document.getElementById(id);

function show(tasks) {
  for (const { title } of tasks.toReversed()) {
    const item = document.createElement("li");
    item.textContent = title;
    element("tasks").prepend(item);
  }
  element("sign-in").hidden = true;
  element("signed-in").hidden = false;
}

// Send a form to the backend, and do something with its answer.
function sending(id, path, then) {
  const form = element(id);
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const body = JSON.stringify(Object.fromEntries(new FormData(form)));
    const headers = { "content-type": "application/json" };
    try {
      const answer = await fetch(`/api/${path}`, { method: "POST", headers, body });
      if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`);
      then(await answer.json());
      form.reset();
      element("fault").textContent = "";
    } catch (error) {
      element("fault").textContent = error.message;
    }
  });
}

sending("sign-in", "sign-in", ({ tasks }) => show(tasks));
sending("add", "tasks", (task) => show([task]));
sending("chat", "chat", ({ reply }) => (element("reply").textContent = reply));
fetch("/api/tasks").then(async (answer) => answer.ok && show((await answer.json()).tasks));
