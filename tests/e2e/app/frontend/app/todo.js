"use client";

import { useState } from "react";

export default function Todo({ stored }) {
  const [tasks, setTasks] = useState(stored);
  const [reply, setReply] = useState("");
  const [fault, setFault] = useState("");

  // Send a form to the backend, and do something with its answer.
  function sending(path, then) {
    return async (event) => {
      event.preventDefault();
      const form = event.currentTarget;
      const body = JSON.stringify(Object.fromEntries(new FormData(form)));
      const headers = { "content-type": "application/json" };
      try {
        const answer = await fetch(`/api/${path}`, { method: "POST", headers, body });
        if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`);
        then(await answer.json());
        form.reset();
        setFault("");
      } catch (error) {
        setFault(error.message);
      }
    };
  }

  return (
    <main>
      <h1>Todo</h1>
      <p id="fault" role="alert">{fault}</p>
      {tasks === null ? (
        <form id="sign-in" onSubmit={sending("sign-in", ({ tasks }) => setTasks(tasks))}>
          <input name="name" placeholder="Your name" required />
          <button>Sign in</button>
        </form>
      ) : (
        <>
          <ul id="tasks">{tasks.map(({ id, title }) => <li key={id}>{title}</li>)}</ul>
          <form id="add" onSubmit={sending("tasks", (task) => setTasks([task, ...tasks]))}>
            <input name="title" placeholder="New task" required />
            <button>Add</button>
          </form>
          <form id="chat" onSubmit={sending("chat", ({ reply }) => setReply(reply))}>
            <input name="message" placeholder="Ask the assistant" required />
            <button>Ask</button>
          </form>
          <p id="reply">{reply}</p>
        </>
      )}
    </main>
  );
}
