"""Static pages of executed notebooks: pages.py FOLDER NAME…, FOLDER/NAME.ipynb → FOLDER/NAME.html.

A figure is its picture, on paper too; where scripts run, FOLDER/plotly.min.js makes it live on the screen. Nothing is loaded from a network.
"""
import html
import json
import pathlib
import sys

import nbformat
from as_html import as_html

PLOTLY = "application/vnd.plotly.v1+json"
LIVE = """<script src="plotly.min.js"></script>
<script>
for (const figure of document.querySelectorAll('.saa-figure')) {
  const { data, layout, config } = JSON.parse(figure.querySelector('script').textContent);
  // On a narrow screen the picture, which shrinks to it, says more than a live figure that sticks out.
  if (layout.width > figure.clientWidth) continue;
  const live = document.createElement('div');
  live.className = 'saa-drawing';
  figure.append(live);
  Plotly.newPlot(live, data, layout, config).then(() => {
    live.classList.remove('saa-drawing');
    figure.classList.add('saa-live');
  });
}
</script>
"""


def live_figure(output):
    """One output with a figure → HTML that shows its picture and holds what makes it live."""
    data = output["data"]
    size = output.get("metadata", {}).get("image/png", {})
    attributes = "".join(f' {name}="{size[name]}"' for name in ("width", "height") if name in size)
    words = html.escape("".join(data.get("text/plain", "")), quote=True)
    picture = "".join(data["image/png"].split())
    figure = json.dumps(data[PLOTLY], ensure_ascii=False).replace("<", "\\u003c")
    return (
        f'<div class="saa-figure"><img src="data:image/png;base64,{picture}" alt="{words}"{attributes}>'
        f'<script type="application/json">{figure}</script></div>'
    )


def page(notebook, name):
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            if PLOTLY in output.get("data", {}):
                output["data"] = nbformat.from_dict({"text/html": live_figure(output)})
                output["metadata"] = nbformat.from_dict({})
    text = as_html(notebook, {"metadata": {"name": name}})
    return text.replace('<script src=""></script>', "").replace("</body>", LIVE + "</body>")


if __name__ == "__main__":
    folder = pathlib.Path(sys.argv[1])
    for name in sys.argv[2:]:
        notebook = nbformat.read(folder / f"{name}.ipynb", as_version=4)
        (folder / f"{name}.html").write_text(page(notebook, name), encoding="utf-8")
