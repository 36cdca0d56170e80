package dev.weft.connector.file.src.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.core.fs.FSDataInputStream;
import dev.weft.core.fs.Path;
import io.airlift.compress.bzip2.BZip2HadoopStreams;
import io.airlift.compress.zstd.ZstdOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.compressors.lz4.FramedLZ4CompressorOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

class CompressionTest {

    @TempDir
    java.nio.file.Path directory;

    private interface Compressor {
        OutputStream over(OutputStream out) throws IOException;
    }

    @Test
    void gzip() throws IOException {
        assertThat(roundTrip("a.gz", GZIPOutputStream::new)).isEqualTo(Compression.GZIP);
    }

    @Test
    void deflate() throws IOException {
        assertThat(roundTrip("a.deflate", DeflaterOutputStream::new)).isEqualTo(Compression.DEFLATE);
    }

    @Test
    void bzip2() throws IOException {
        assertThat(roundTrip("a.bz2", out -> new BZip2HadoopStreams().createOutputStream(out)))
                .isEqualTo(Compression.BZIP2);
    }

    @Test
    void zstandard() throws IOException {
        assertThat(roundTrip("a.ZST", ZstdOutputStream::new)).isEqualTo(Compression.ZSTD);
    }

    @Test
    void xz() throws IOException {
        assertThat(roundTrip("a.xz", out -> new XZOutputStream(out, new LZMA2Options(1))))
                .isEqualTo(Compression.XZ);
    }

    @Test
    void lz4() throws IOException {
        assertThat(roundTrip("a.lz4", FramedLZ4CompressorOutputStream::new)).isEqualTo(Compression.LZ4);
    }

    @Test
    void gzipMembersThatWereConcatenatedAreReadAsOne() throws IOException {
        java.nio.file.Path file = directory.resolve("two.gz");
        try (OutputStream out = Files.newOutputStream(file)) {
            for (String part : new String[] {"one\n", "two\n"}) {
                GZIPOutputStream member = new GZIPOutputStream(out);
                member.write(part.getBytes(StandardCharsets.UTF_8));
                member.finish();
            }
        }
        assertThat(decompressed(file)).isEqualTo("one\ntwo\n");
    }

    @Test
    void piecesOfXzAndLz4BehindEachOtherAreReadAsOne() throws IOException {
        java.nio.file.Path xz = directory.resolve("two.xz");
        java.nio.file.Path lz4 = directory.resolve("two.lz4");
        for (String part : new String[] {"one\n", "two\n"}) {
            append(xz, part, out -> new XZOutputStream(out, new LZMA2Options(1)));
            append(lz4, part, FramedLZ4CompressorOutputStream::new);
        }
        assertThat(decompressed(xz)).isEqualTo("one\ntwo\n");
        assertThat(decompressed(lz4)).isEqualTo("one\ntwo\n");
    }

    private static void append(java.nio.file.Path file, String part, Compressor compressor) throws IOException {
        try (OutputStream out =
                compressor.over(Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND))) {
            out.write(part.getBytes(StandardCharsets.UTF_8));
        }
    }

    @Test
    void aDamagedXzFileIsToldByItsChecksum() throws IOException {
        java.nio.file.Path file = directory.resolve("a.xz");
        append(file, "some text that is checked\n", out -> new XZOutputStream(out, new LZMA2Options(1)));
        byte[] bytes = Files.readAllBytes(file);
        bytes[30] ^= 1;
        Files.write(file, bytes);
        assertThatThrownBy(() -> decompressed(file)).isInstanceOf(DamagedDataException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.gz", "a.deflate", "a.bz2", "a.zst", "a.xz", "a.lz4"})
    void dataThatIsNotWhatItsNameSaysIsToldWithoutFrames(String name) throws IOException {
        java.nio.file.Path file =
                Files.writeString(directory.resolve(name), "this is plain text, long enough to be looked at\n");
        assertThatThrownBy(() -> decompressed(file))
                .isInstanceOf(DamagedDataException.class)
                .hasMessageStartingWith("it is no valid ")
                .hasMessageContaining("extension")
                .hasNoCause();
    }

    @Test
    void aFileThatWasCutShortTellsHowFarItWasGood() throws IOException {
        java.nio.file.Path whole = directory.resolve("whole.gz");
        byte[] noise = new byte[100_000];
        new Random(1).nextBytes(noise);
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(whole))) {
            out.write(noise);
        }
        byte[] bytes = Files.readAllBytes(whole);
        java.nio.file.Path cut = Files.write(directory.resolve("cut.gz"), Arrays.copyOf(bytes, bytes.length / 2));
        assertThatThrownBy(() -> decompressed(cut))
                .isInstanceOf(DamagedDataException.class)
                .hasMessageContaining("behind decompressed byte ");
    }

    @Test
    void aFileSystemThatFailsIsNotTakenForDamagedData() {
        FSDataInputStream failing = new FSDataInputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("the disk is gone");
            }

            @Override
            public void seek(long desired) {}

            @Override
            public long getPos() {
                return 0;
            }
        };
        assertThatThrownBy(() -> Compression.GZIP.decompress(failing))
                .isExactlyInstanceOf(IOException.class)
                .hasMessage("the disk is gone");
    }

    @Test
    void anyOtherNameIsNotCompressed() {
        assertThat(Compression.of(new Path("/a/b.txt"))).isEmpty();
        assertThat(Compression.of(new Path("/a/gz"))).isEmpty();
    }

    private Compression roundTrip(String name, Compressor compressor) throws IOException {
        String text = "to be or not to be\n".repeat(10_000);
        java.nio.file.Path file = directory.resolve(name);
        try (OutputStream out = compressor.over(Files.newOutputStream(file))) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        assertThat(Files.size(file)).isLessThan(text.length() / 2);
        assertThat(decompressed(file)).isEqualTo(text);
        return Compression.of(new Path(file.toUri())).orElseThrow();
    }

    private static String decompressed(java.nio.file.Path file) throws IOException {
        Path path = new Path(file.toUri());
        try (FSDataInputStream in = Compression.of(path)
                .orElseThrow()
                .decompress(path.getFileSystem().open(path))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
