"""Executed notebooks as pages that load nothing from a network, by nbconvert."""
from nbconvert import HTMLExporter


def as_html(notebook, resources=None):
    exporter = HTMLExporter(require_js_url="", mathjax_url="", mermaid_js_url="", jquery_url="")
    # nbconvert would sift the highlighted code, which Pygments has escaped, for HTML; that takes half of its time.
    exporter.register_filter("clean_html", lambda code: code)
    html, _ = exporter.from_notebook_node(notebook, resources)
    return html
