package dev.weft.connector.file.src.compression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.api.common.io.compression.InflaterInputStreamFactory;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

final class StandardDeCompressorsTest {

    @Test
    void aFileIsDecompressedAsItsNameSays() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write("clicks\n".getBytes(StandardCharsets.UTF_8));
        }
        InflaterInputStreamFactory<?> gzip = StandardDeCompressors.getDecompressorForFileName("/in/clicks.csv.GZ");

        try (InputStream in = gzip.create(new ByteArrayInputStream(bytes.toByteArray()))) {
            assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo("clicks\n");
        }
        assertThatThrownBy(() -> gzip.create(new ByteArrayInputStream(new byte[] {1, 2, 3})))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no valid gzip data");
        assertThat(gzip.getCommonFileExtensions()).containsExactly("gz", "gzip");
    }

    @Test
    void anExtensionHasADecompressorExactlyWhenItIsACommonSuffix() {
        assertThat(StandardDeCompressors.getCommonSuffixes())
                .containsExactlyInAnyOrder("gz", "gzip", "deflate", "bz2", "zst", "zstd", "xz", "lz4")
                .allSatisfy(suffix -> assertThat(StandardDeCompressors.getDecompressorForExtension(suffix)
                                .getCommonFileExtensions())
                        .contains(suffix))
                .allSatisfy(suffix -> assertThat(StandardDeCompressors.getDecompressorForFileName("a." + suffix))
                        .isEqualTo(StandardDeCompressors.getDecompressorForExtension(suffix)));
        assertThat(StandardDeCompressors.getDecompressorForExtension("csv")).isNull();
        assertThat(StandardDeCompressors.getDecompressorForFileName("gz")).isNull();
        assertThat(StandardDeCompressors.getDecompressorForFileName("clicks.gz.csv"))
                .isNull();
    }
}
