package concord.dataset;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.GZIPInputStream;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.hadoop.CodecFactory;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/// The library's own codecs, and gzip by the JDK: the library looks for it in Hadoop, which is not here.
final class ParquetCodecs implements CompressionCodecFactory {
    private static final int PAGE = 1 << 20;

    private final CodecFactory others;

    ParquetCodecs(ParquetConfiguration configuration) {
        others = new CodecFactory(configuration, PAGE);
    }

    @Override
    public BytesInputDecompressor getDecompressor(CompressionCodecName codec) {
        return switch (codec) {
            case GZIP -> new Gzip();
            case UNCOMPRESSED, SNAPPY, ZSTD, LZ4_RAW -> others.getDecompressor(codec);
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

    private static final class Gzip implements BytesInputDecompressor {
        @Override
        public BytesInput decompress(BytesInput bytes, int size) throws IOException {
            try (GZIPInputStream in = new GZIPInputStream(bytes.toInputStream())) {
                return BytesInput.from(in.readNBytes(size));
            }
        }

        @Override
        public void decompress(ByteBuffer from, int compressed, ByteBuffer to, int size) throws IOException {
            byte[] given = new byte[compressed];
            from.get(given);
            try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(given))) {
                to.put(in.readNBytes(size));
            }
        }

        @Override
        public void release() {
        }
    }
}
