"""What a user does with the page: forms, faults, links, secrets, the keyboard."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import unquote

import pytest
from playwright.sync_api import Browser

from tests.browser.in_chromium.opened import Opened

SECRET = "hunter2-and-more-of-randomness-0123456789"
LABELLED = """
() => [...document.querySelectorAll("input, select, textarea")].filter((field) => {
  const named = field.getAttribute("aria-label") || (field.labels && field.labels.length);
  return !named && !field.closest("[hidden]");
}).map((field) => field.outerHTML)
"""


def test_a_field_changes_the_manifests(opened: Opened) -> None:
    """A number, a choice, a switch; each can be reset."""
    opened.open("backend")
    opened.row("backend.replicaCount").fill("4")
    opened.settle()
    assert "replicas: 4" in opened.manifests()
    assert "Default: 2." in opened.page.inner_text("[id='help-backend.replicaCount']")
    opened.page.click("#view-text")
    assert opened.page.input_value("#text") == "backend:\n  replicaCount: 4\n"
    opened.page.click("#view-form")
    opened.page.click(".row:has([id='at-backend.replicaCount']) .reset")
    opened.settle()
    assert "replicas: 4" not in opened.manifests()
    opened.page.click("#view-text")
    assert opened.page.input_value("#text") == ""


def test_the_default_of_a_section_is_told(opened: Opened) -> None:
    """Which need not be that of its model."""
    opened.open("secrets")
    assert opened.row("secrets.existingSecret").input_value() == "todo-chatbot-secrets"
    opened.page.click("[id='help-secrets.existingSecret'] button")
    told = opened.page.inner_text("[id='help-secrets.existingSecret']")
    assert told.endswith("Default: todo-chatbot-secrets.")


def test_a_fault_stands_beside_its_field_and_leads_there(opened: Opened) -> None:
    """In the words of Python; the section counts it."""
    opened.page.click("#view-text")
    opened.page.fill("#text", "backend: {port: abc, replicaCoun: 1}\n")
    opened.settle()
    assert opened.faults() == [
        "backend.replicaCoun: unknown key; did you mean backend.replicaCount?",
        "backend.port: must be a whole number, without quotes",
    ]
    opened.page.click("#faults button:has-text('backend.port')")
    field = opened.row("backend.port")
    assert field.evaluate("(field) => field === document.activeElement")
    assert field.get_attribute("aria-invalid") == "true"
    row = opened.page.locator(".row:has([id='at-backend.port'])")
    assert "must be a whole number, without quotes" in row.inner_text()
    assert "2 wrong" in opened.page.inner_text("[id='of-backend'] > summary")
    field.fill("8000")
    opened.settle()
    assert field.get_attribute("aria-invalid") == "false"


def test_a_warning_stands_beside_its_field_and_leads_there(opened: Opened) -> None:
    """It is no fault; the manifests are those of the values."""
    opened.page.click("#view-text")
    opened.page.fill("#text", "frontend: {service: {type: LoadBalancer}}\n")
    opened.settle()
    (told,) = opened.warnings()
    assert told.startswith("frontend.service.type: the Service of the frontend is open")
    assert opened.faults() == []
    assert opened.page.inner_text("#status") == "No faults, 1 warning"
    assert "type: LoadBalancer" in opened.manifests()
    opened.page.click("#cautions button")
    field = opened.row("frontend.service.type")
    assert field.evaluate("(field) => field === document.activeElement")
    row = opened.page.locator(".row:has([id='at-frontend.service.type'])")
    assert "is open to its network without TLS" in row.inner_text()
    assert "1 warning" in opened.page.inner_text("[id='of-frontend'] > summary")
    field.select_option("ClusterIP")
    opened.settle()
    assert "is open" not in " ".join([*opened.warnings(), row.inner_text()])


def test_panes_show_what_the_values_come_to(opened: Opened) -> None:
    """The pods and the graph, again after each change."""
    assert "2; 3 in a rollout" in opened.pane("pods")
    opened.open("backend")
    opened.row("backend.replicaCount").fill("4")
    opened.settle()
    assert "4; 5 in a rollout" in opened.pane("pods")
    assert "Secret todo-chatbot-secrets DATABASE_URL" in opened.pane("pods")
    assert "4 pods" in opened.pane("graph")
    picture = opened.page.locator("svg.graph")
    told = picture.get_attribute("aria-label") or ""
    assert "Deployment todo-todo-chatbot-frontend to Service todo-todo-chatbot-backend" in told
    nodes = picture.locator("g.card").count()
    assert nodes == len(CARDS)
    text = picture.text_content() or ""
    assert [title for title in CARDS if title not in text] == []


def test_pods_pane_says_which_value_a_variable_comes_from(opened: Opened) -> None:
    """One that is given, or a default."""
    assert "backend.secretEnv.DATABASE_URL (default)" in opened.pane("pods")
    opened.page.click("#view-text")
    opened.page.fill("#text", "backend: {env: {LOG_LEVEL: debug}}\n")
    opened.settle()
    rows = opened.pane("pods").splitlines()
    assert "backend\tLOG_LEVEL\tvalue\tbackend.env.LOG_LEVEL" in rows


def test_an_object_of_a_wrong_form_is_told(opened: Opened) -> None:
    """Where an author's own object is not what its kind is; the rest of the page works on."""
    spec = "{template: {spec: {containers: [1]}}}"
    content = f"{{apiVersion: apps/v1, kind: Deployment, metadata: {{name: x}}, spec: {spec}}}"
    opened.page.click("#view-text")
    opened.page.fill("#text", f"extraObjects: [{content}]\n")
    opened.settle()
    assert opened.faults() == []
    assert "cannot read these manifests" in opened.pane("pods")
    opened.page.fill("#text", "backend: {replicaCount: 4}\n")
    opened.settle()
    assert "4; 5 in a rollout" in opened.pane("pods")


CARDS = ("users", *("-frontend",) * 2, *("-backend",) * 2, "todo-chatbot-secrets", "any address")
"""What the graph of the default values has."""


def test_a_fault_of_yaml_says_the_line(opened: Opened) -> None:
    """The manifests of the last right values stay, and are marked as such."""
    opened.page.click("#view-text")
    opened.page.fill("#text", "backend:\n  port: [\n")
    opened.settle()
    assert opened.faults() == ["values: line 3 has no ] at the end"]
    assert opened.page.is_visible("#stale")
    assert opened.page.locator(".manifest").count() == 13


def test_search_finds_fields_by_path_and_description(opened: Opened) -> None:
    """And shows them as a list, to be set there."""
    opened.page.fill("#search", "revisionHistory")
    labels = opened.page.locator("#form label").all_inner_texts()
    assert "backend.rollout.revisionHistoryLimit" in labels
    opened.row("backend.rollout.revisionHistoryLimit").fill("7")
    opened.settle()
    assert "revisionHistoryLimit: 7" in opened.manifests()
    opened.page.fill("#search", "no field is called so")
    assert "No field has these words." in opened.page.inner_text("#form")


def test_entries_of_a_map_are_added_and_removed(opened: Opened) -> None:
    """A default is removed with null, as maps merge."""
    opened.open("backend")
    env = opened.row("backend.secretEnv")
    env.locator("button[aria-label='Remove DATABASE_URL']").click()
    opened.row("backend.env").locator("button:has-text('Add an entry')").click()
    opened.row("backend.env").locator("[aria-label=Key]").fill("LOG_LEVEL")
    opened.row("backend.env").locator("[aria-label^=Value]").fill("debug")
    opened.settle()
    opened.page.click("#view-text")
    assert opened.page.input_value("#text") == (
        "backend:\n  secretEnv:\n    BETTER_AUTH_SECRET: BETTER_AUTH_SECRET\n"
        "    DATABASE_URL: null\n  env:\n    LOG_LEVEL: debug\n"
    )


def test_a_service_is_added_and_removed(opened: Opened) -> None:
    """Its fields are a section of their own."""
    opened.open("services")
    opened.page.fill("[aria-label='Name of a new entry of services']", "mail")
    opened.page.keyboard.press("Enter")
    opened.open("services.mail.image")
    opened.row("services.mail.image.repository").fill("mail")
    opened.settle()
    assert opened.faults() == []
    assert "todo-todo-chatbot-mail" in opened.manifests()
    opened.page.click("button:has-text('Remove mail')")
    opened.settle()
    assert "todo-todo-chatbot-mail" not in opened.manifests()


@pytest.fixture
def with_secrets(opened: Opened) -> Opened:
    """The page with three secrets in its form."""
    opened.open("secrets")
    opened.row("secrets.mode").select_option("values")
    values = opened.row("secrets.values")
    for at, key in enumerate(("DATABASE_URL", "BETTER_AUTH_SECRET", "GEMINI_API_KEY")):
        values.locator("button:has-text('Add an entry')").click()
        values.locator("[aria-label=Key]").nth(at).fill(key)
        values.locator("[aria-label^=Value]").nth(at).fill(f"postgresql://u:{SECRET}@h/d")
    opened.settle()
    assert opened.faults() == []
    return opened


def test_secrets_are_shown_nowhere(with_secrets: Opened) -> None:
    """Neither on the page nor in what it keeps, and in no link; the manifests still count them."""
    page = with_secrets.page
    kinds = page.locator("[id='at-secrets.values'] [aria-label^=Value]")
    assert {kinds.nth(at).get_attribute("type") for at in range(3)} == {"password"}
    manifests = with_secrets.manifests()
    assert "kind: Secret" in manifests
    panes = [with_secrets.pane(name) for name in ("pods", "graph", "notes", "manifests")]
    assert [text for text in panes if SECRET in text or not text] == []
    page.click("#view-text")
    assert SECRET not in page.input_value("#text")
    assert page.is_visible("#hidden")
    page.fill("#text", f"{page.input_value('#text')}backend:\n  replicaCount: 3\n")
    with_secrets.settle()
    assert with_secrets.faults() == []
    assert "replicas: 3" in with_secrets.manifests()
    held = page.evaluate("() => JSON.stringify([{...localStorage}, {...sessionStorage}])")
    assert held == "[{},{}]"
    for text in (manifests, page.content(), page.url, page.evaluate(LINK)):
        assert SECRET not in text
        assert "aHVudGVy" not in text  # in base64


LINK = """
async () => {
  let copied = "";
  Object.defineProperty(navigator, "clipboard", {
    value: { writeText: (text) => ((copied = text), Promise.resolve()) },
    configurable: true,
  });
  document.getElementById("copy-link").click();
  await new Promise((done) => setTimeout(done, 50));
  return copied;
}
"""


def test_secrets_are_revealed_on_demand(with_secrets: Opened) -> None:
    """In the manifests, and in the text of the values."""
    page = with_secrets.page
    page.check("#reveal")
    with_secrets.settle()
    assert "••••" not in with_secrets.manifests()
    page.click("#view-text")
    assert SECRET in page.input_value("#text")
    page.uncheck("#reveal")
    with_secrets.settle()
    assert SECRET not in page.input_value("#text")
    assert SECRET not in with_secrets.manifests()


def test_a_link_brings_the_values_back(opened: Opened, browser: Browser, file: Path) -> None:
    """But for secrets, and for what no field is for, which may be one."""
    page = opened.page
    page.click("#view-text")
    text = (
        f"backend: {{replicaCount: 3, pasword: {SECRET}}}\nsecrets: {{values: {{A: {SECRET}}}}}\n"
    )
    page.fill("#text", text)
    opened.settle()
    link = page.evaluate(LINK)
    assert unquote(link).partition("#")[2] == "backend:\n  replicaCount: 3\n"
    other = browser.new_page()
    other.goto(link)
    other.wait_for_selector(".manifest")
    assert "replicas: 3" in other.locator("#pane-manifests").inner_text()
    other.close()


def test_page_is_used_by_keyboard(opened: Opened) -> None:
    """Sections, tabs and buttons are reached and work without a mouse."""
    page = opened.page
    page.focus("[id='of-backend'] > summary")
    page.keyboard.press("Enter")
    page.wait_for_selector("[id='at-backend.port']")
    page.focus("#tab-manifests")
    page.keyboard.press("ArrowLeft")
    assert page.get_attribute("#tab-notes", "aria-selected") == "true"
    assert "Credentials" in page.inner_text("#pane-notes")


def test_every_field_has_a_label(opened: Opened) -> None:
    """Also those of opened sections."""
    opened.open("backend", "secrets", "ingress")
    assert opened.page.evaluate(LABELLED) == []


@pytest.mark.parametrize("width", [360, 800, 1400])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_page_fits_its_window(browser: Browser, file: Path, width: int, scheme: str) -> None:
    """Nothing is cut off at the side; text has contrast in both schemes."""
    context = browser.new_context(
        viewport={"width": width, "height": 800},
        color_scheme="dark" if scheme == "dark" else "light",
    )
    page = context.new_page()
    page.goto(file.as_uri())
    page.wait_for_selector(".manifest")
    page.click("[id='of-backend'] > summary")
    for pane in ("manifests", "pods", "graph", "notes"):
        page.click(f"#tab-{pane}")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), pane
    style = (
        "(element) => [getComputedStyle(element).color, getComputedStyle(element).backgroundColor]"
    )
    colors = page.eval_on_selector("body", style)
    text, back = (luminance(color) for color in colors)
    light, dark = max(text, back), min(text, back)
    assert (light + 0.05) / (dark + 0.05) > 7
    assert (back < text) is (scheme == "dark")
    context.close()


def luminance(color: str) -> float:
    """Return the relative luminance of a color, by WCAG."""
    parts = [int(part) / 255 for part in re.findall(r"\d+", color)[:3]]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
