"""Parquet files as data frames write them, for ParquetTest, and a look at a file that Concord wrote.

Made with Python 3.11, pandas 3.1.1, pyarrow 26.0.1. From the project's folder:
  python src/test/reference/parquet.py make          writes src/test/resources/concord/dataset/parquet/
  python src/test/reference/parquet.py show FILE     prints the types and rows that pandas and pyarrow read from FILE
"""
import datetime as dt
import decimal
import pathlib
import sys

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

FOLDER = pathlib.Path("src/test/resources/concord/dataset/parquet")


def make():
    FOLDER.mkdir(parents=True, exist_ok=True)
    frame = pd.DataFrame({
        "id": ["a", "b", "c"],
        "text": ["two\nlines, \"quoted\"", "日本 😀", None],
        "whole": pd.array([1, -2, None], dtype="Int64"),
        "gaps": [1.0, None, 3.5],
        "tiny": [1e-9, 0.1 + 0.2, 1e300],
        "yes": pd.array([True, False, None], dtype="boolean"),
        "kind": pd.Categorical(["Favor", "None", None]),
        "seen": pd.to_datetime(["2024-02-29", "2024-02-29 12:30:15.25", None], format="ISO8601"),
        "nothing": [None, None, None],
    })
    for codec in ["none", "snappy", "gzip", "zstd", "lz4"]:
        frame.to_parquet(FOLDER / f"frame-{codec}.parquet", compression=None if codec == "none" else codec, row_group_size=2)
    utc = dt.timezone.utc
    table = pa.table({
        "utc": pa.array([dt.datetime(1969, 12, 31, 23, 59, 59, 500000, utc), None], pa.timestamp("us", "UTC")),
        "nano": pa.array([1_700_000_000_123_456_789, 0], pa.timestamp("ns")),
        "day": pa.array([dt.date(1850, 1, 2), dt.date(2024, 2, 29)], pa.date32()),
        "time": pa.array([dt.time(8, 30), dt.time(23, 59, 59, 1)], pa.time64("us")),
        "price": pa.array([decimal.Decimal("12.50"), decimal.Decimal("-0.01")], pa.decimal128(9, 2)),
        "huge": pa.array([decimal.Decimal("12345678901234567890123.4"), None], pa.decimal128(30, 1)),
        "byte": pa.array([200, 0], pa.uint8()),
        "unsigned": pa.array([2**64 - 1, 1], pa.uint64()),
        "single": pa.array([0.1, float("nan")], pa.float32()),
        "half": pa.array([1.5, None], pa.float16()),
        "endless": pa.array([float("inf"), -0.0], pa.float64()),
        "labels": pa.array([["Favor", "None"], []], pa.list_(pa.string())),
        "none": pa.array([None, ["x", None]], pa.list_(pa.string())),
        "large": pa.array(["large", None], pa.large_string()),
    })
    pq.write_table(table, FOLDER / "types.parquet", version="2.6", data_page_version="2.0", compression="zstd")
    pq.write_table(pa.table({"old": pa.array([dt.datetime(2001, 9, 11, 8, 46), None], pa.timestamp("ns"))}),
                   FOLDER / "int96.parquet", use_deprecated_int96_timestamps=True)
    pq.write_table(pa.table({"id": ["a"], "vector": [[1.0, 2.0]]}), FOLDER / "list-of-numbers.parquet")
    pq.write_table(pa.table({"id": ["a"], "record": [{"x": 1, "y": "b"}]}), FOLDER / "record.parquet")
    pq.write_table(pa.table({"id": ["a"], "raw": pa.array([b"\xff\xfe"], pa.binary())}), FOLDER / "bytes.parquet")
    pq.write_table(pa.table({"id": ["a"]}), FOLDER / "brotli.parquet", compression="brotli")


def show(file):
    frame = pd.read_parquet(file)
    print(pq.read_schema(file).remove_metadata())
    print(pq.ParquetFile(file).metadata.row_group(0).column(0).compression, len(frame), "rows")
    print(frame.head(3).to_string())


if __name__ == "__main__":
    make() if sys.argv[1] == "make" else show(sys.argv[2])
