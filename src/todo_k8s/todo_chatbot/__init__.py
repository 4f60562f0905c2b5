"""All that knows the application todo-chatbot: its values, its chart, its notes."""
