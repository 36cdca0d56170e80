package dev.weft.connector.file.src.compression;

import dev.weft.api.common.io.compression.InflaterInputStreamFactory;
import dev.weft.connector.file.src.reader.Compression;
import dev.weft.core.fs.FSDataInputStream;
import dev.weft.core.fs.Path;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;

/**
 * The compressions that a file source recognizes by the extension of a file, in any case: gz and gzip, deflate, bz2, zst and
 * zstd, xz, lz4.
 */
public final class StandardDeCompressors {

    private StandardDeCompressors() {}

    private record Factory(Compression compression) implements InflaterInputStreamFactory<FSDataInputStream> {
        @Override
        public FSDataInputStream create(InputStream in) throws IOException {
            return compression.decompress(in);
        }

        @Override
        public Collection<String> getCommonFileExtensions() {
            return compression.extensions();
        }
    }

    /** All extensions, in lower case, without the dot. */
    public static Collection<String> getCommonSuffixes() {
        return Arrays.stream(Compression.values())
                .map(Compression::extensions)
                .flatMap(List::stream)
                .toList();
    }

    /**
     * What decompresses files of an extension, null when none does.
     *
     * @param extension without the dot
     */
    public static InflaterInputStreamFactory<?> getDecompressorForExtension(String extension) {
        Objects.requireNonNull(extension, "extension");
        return Arrays.stream(Compression.values())
                .filter(compression -> compression.extensions().stream().anyMatch(extension::equalsIgnoreCase))
                .findFirst()
                .map(Factory::new)
                .orElse(null);
    }

    /** What decompresses the file, null when its name has none of the extensions. */
    public static InflaterInputStreamFactory<?> getDecompressorForFileName(String fileName) {
        return Compression.of(new Path(Objects.requireNonNull(fileName, "fileName")))
                .map(Factory::new)
                .orElse(null);
    }
}
