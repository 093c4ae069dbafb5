package concord.dataset;

import io.airlift.compress.lz4.Lz4Decompressor;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.GZIPInputStream;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.hadoop.CodecFactory;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/// The library's own codecs, and gzip and LZ4 done here: for these the library needs parts of Hadoop, which is not here.
final class ParquetCodecs implements CompressionCodecFactory {
    private static final int PAGE = 1 << 20;

    private final CodecFactory others;

    ParquetCodecs(ParquetConfiguration configuration) {
        others = new CodecFactory(configuration, PAGE);
    }

    @Override
    public BytesInputDecompressor getDecompressor(CompressionCodecName codec) {
        return switch (codec) {
            case GZIP -> new Unpacking(ParquetCodecs::gzip);
            case LZ4_RAW -> new Unpacking(ParquetCodecs::lz4);
            case UNCOMPRESSED, SNAPPY, ZSTD -> others.getDecompressor(codec);
            case LZO, BROTLI, LZ4 -> throw new DatasetException("The Parquet file is compressed with " + codec
                    + ", which Concord does not read: write it with snappy, zstd or gzip.");
        };
    }

    @Override
    public BytesInputCompressor getCompressor(CompressionCodecName codec) {
        return others.getCompressor(codec);
    }

    @Override
    public void release() {
        others.release();
    }

    private static byte[] gzip(byte[] packed, int size) throws IOException {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(packed))) {
            return in.readNBytes(size);
        }
    }

    private static byte[] lz4(byte[] packed, int size) {
        byte[] out = new byte[size];
        new Lz4Decompressor().decompress(packed, 0, packed.length, out, 0, size);
        return out;
    }

    private interface Unpack {
        byte[] of(byte[] packed, int size) throws IOException;
    }

    private record Unpacking(Unpack unpack) implements BytesInputDecompressor {
        @Override
        public BytesInput decompress(BytesInput bytes, int size) throws IOException {
            return BytesInput.from(unpack.of(bytes.toByteArray(), size));
        }

        @Override
        public void decompress(ByteBuffer from, int packed, ByteBuffer to, int size) throws IOException {
            byte[] given = new byte[packed];
            from.get(given);
            to.put(unpack.of(given, size));
        }

        @Override
        public void release() {
        }
    }
}
