"""Exports todo-chatbot by its constructs: ``export.py checked`` or ``export.py unchecked``."""

import sys
import tempfile

from todo_k8s import TodoChatbot
from todo_k8s.helm import export_chart
from todo_k8s.helm.compiled.compiler import compile_chart
from todo_k8s.helm.folder.writing import write_folder
from todo_k8s.helm.write.files import written

if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        if sys.argv[1] == "checked":
            export_chart(TodoChatbot, to=f"{folder}/chart")
        else:  # what it does but for the checks of `todo_k8s.helm.soundness`
            files = written(compile_chart(TodoChatbot))
            write_folder(TodoChatbot.metadata.name, files, f"{folder}/chart", overwrite=False)
