"""Executed notebooks as pages for readers that load nothing from a network, by nbconvert and templates/reader."""
import pathlib
import re

from nbconvert import HTMLExporter

TEMPLATES = pathlib.Path(__file__).parent / "templates"
HEADING = re.compile(r'<h2[^>]* id="([^"]+)"[^>]*>(.*?)<a class="anchor-link"', re.DOTALL)
CONTENTS = re.compile(r'<nav [^>]*class="saa-contents"[^>]*>')


def as_html(notebook, resources=None):
    exporter = HTMLExporter(
        template_name="reader",
        extra_template_basedirs=[str(TEMPLATES)],
        exclude_input_prompt=True,
        exclude_output_prompt=True,
        require_js_url="",
        mathjax_url="",
        mermaid_js_url="",
        jquery_url="",
    )
    # nbconvert would sift the highlighted code, which Pygments has escaped, for HTML; that takes half of its time.
    exporter.register_filter("clean_html", lambda code: code)
    html, _ = exporter.from_notebook_node(notebook, resources)
    return with_contents(html)


def with_contents(html):
    """The page with a link to each of its sections at the place for them."""
    headings = HEADING.findall(html)
    links = "".join(f'<li><a href="#{anchor}">{re.sub("<[^>]+>", "", text)}</a></li>' for anchor, text in headings)
    return CONTENTS.sub(lambda place: f"{place[0]}<ol>{links}</ol>" if links else place[0], html, count=1)
