"""Unpacks TensorFlow's C library and headers from its wheel: unpack_tensorflow.py WHEEL DEPS."""
import pathlib
import shutil
import sys
import zipfile

wheel, deps = sys.argv[1], pathlib.Path(sys.argv[2])
wanted = {
    "tensorflow/include/tensorflow/": "include/tensorflow/",
    "tensorflow/include/tsl/": "include/tsl/",
    "tensorflow/libtensorflow_cc.so.2": "lib/libtensorflow_cc.so.2",
    "tensorflow/libtensorflow_framework.so.2": "lib/libtensorflow_framework.so.2",
}
with zipfile.ZipFile(wheel) as archive:
    for name in archive.namelist():
        for source, target in wanted.items():
            if name.startswith(source) and not name.endswith("/"):
                destination = deps / (target + name[len(source):])
                destination.parent.mkdir(parents=True, exist_ok=True)
                with archive.open(name) as packed, open(destination, "wb") as unpacked:
                    shutil.copyfileobj(packed, unpacked, 1 << 20)

# The names under which the linker and the binding look for the two libraries.
for library, packed in (("libtensorflow", "libtensorflow_cc.so.2"), ("libtensorflow_framework", "libtensorflow_framework.so.2")):
    for ending in (".so", ".so.2", ".so.2.9.1"):
        link = deps / "lib" / (library + ending)
        if link.name == packed:
            continue
        link.unlink(missing_ok=True)
        link.symlink_to(packed)
