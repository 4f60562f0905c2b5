"""The way of a value: one source in Python, three renderings, the same manifests."""

from __future__ import annotations

from docs_site.pictures.drawing import Drawing


def picture() -> str:
    """Return the picture."""
    drawing = Drawing(860, 330, "One typed source, three renderings, the same manifests")
    drawing.box((18, 126, 140, 60), ["values model", "pydantic: types,", "bounds, rules"], "main")
    drawing.box((214, 126, 140, 60), ["constructs", "cdk8s"], "main")
    drawing.arrow([(158, 156), (212, 156)])
    drawing.box((418, 40, 180, 56), ["built with values", "helm.render(), cdk8s synth"])
    drawing.box((418, 152, 180, 56), ["compiled chart", "a tree, from tokens"])
    drawing.arrow([(284, 126), (284, 68), (416, 68)])
    drawing.text(350, 60, "values", "small")
    drawing.arrow([(354, 164), (390, 164), (390, 180), (416, 180)])
    drawing.text(386, 152, "tokens", "small")
    drawing.box((418, 252, 180, 56), ["Go templates", "chart-export/, for Helm"])
    drawing.arrow([(508, 208), (508, 250)])
    drawing.box((56, 252, 270, 56), ["values.yaml, schema, README", "from the same model"])
    drawing.arrow([(88, 186), (88, 250)])
    drawing.arrow([(326, 280), (416, 280)])
    drawing.box((706, 140, 136, 80), ["the same", "manifests, or the", "same refusal"], "good")
    drawing.arrow([(598, 68), (774, 68), (774, 138)])
    drawing.arrow([(598, 180), (704, 180)])
    drawing.text(652, 172, "todo_k8s.render()", "small")
    drawing.arrow([(598, 280), (774, 280), (774, 222)])
    drawing.text(680, 272, "helm template", "small")
    return drawing.svg()
