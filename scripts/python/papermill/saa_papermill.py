"""Parameters of TypeScript notebooks for papermill, which has no translator for the language.

papermill loads what is registered as its engine when it is imported (saa_papermill-1.dist-info/entry_points.txt);
setting up adds this folder to the environment's path. The engine is papermill's own.
"""
import json
import math
import re

from papermill.engines import NBClientEngine as Engine  # noqa: F401, what the entry point names
from papermill.models import Parameter
from papermill.translators import Translator, papermill_translators

DECLARATION = re.compile(r"^(?:const|let|var)\s+(\w+)\s*(?::\s*([^=]+?))?\s*=\s*(.+?);?\s*(?://\s*(.*))?$", re.M)


class TypeScriptTranslator(Translator):
    """Values as TypeScript writes them; a later `const` of the same name takes the place of the earlier one."""

    @classmethod
    def translate_none(cls, val):
        return "null"

    @classmethod
    def translate_str(cls, val):
        return json.dumps(val, ensure_ascii=False)

    @classmethod
    def translate_float(cls, val):
        if math.isnan(val):
            return "NaN"
        if math.isinf(val):
            return "Infinity" if val > 0 else "-Infinity"
        return repr(val)

    @classmethod
    def translate_list(cls, val):
        return f"[{', '.join(cls.translate(one) for one in val)}]"

    @classmethod
    def translate_dict(cls, val):
        return "{ " + ", ".join(f"{cls.translate_str(str(key))}: {cls.translate(one)}" for key, one in val.items()) + " }"

    @classmethod
    def comment(cls, text):
        return f"// {text}"

    @classmethod
    def assign(cls, name, value):
        return f"const {name} = {value};"

    @classmethod
    def inspect(cls, parameters_cell):
        """The names and defaults of a cell tagged `parameters`, for `papermill --help-notebook`."""
        return [
            Parameter(name=name, inferred_type_name=kind or "None", default=default, help=remark or "")
            for name, kind, default, remark in DECLARATION.findall(parameters_cell["source"])
        ]


papermill_translators.register("typescript", TypeScriptTranslator)
papermill_translators.register("tslab", TypeScriptTranslator)
