package dev.weft.engine.usercode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.engine.common.Payload;
import dev.weft.engine.common.StoredBlob;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BlobDirectoryTest {

    private static final StoredBlob BLOB = StoredBlob.of(new Payload(bytes("a large function")));

    @TempDir
    Path directory;

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private Path file() {
        return directory.resolve(BLOB.sha256());
    }

    private static String read(BlobDirectory blobs) throws IOException {
        try (InputStream in = blobs.open(BLOB)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void everyOneThatAsksReadsTheBlobFromItsFirstByte() throws IOException {
        Files.write(file(), bytes("a large function"));
        BlobDirectory blobs = new BlobDirectory(directory);

        assertThat(read(blobs)).isEqualTo("a large function");
        assertThat(read(blobs)).isEqualTo("a large function");
    }

    @Test
    void aMissingFileIsNamedWithItsPath() {
        assertThatThrownBy(() -> read(new BlobDirectory(directory)))
                .isInstanceOf(IOException.class)
                .hasMessage(file() + " is missing; it was staged with the job: submit the job again");
    }

    @Test
    void aTruncatedFileIsNamedWithBothLengths() throws IOException {
        Files.write(file(), bytes("a large fun"));

        assertThatThrownBy(() -> read(new BlobDirectory(directory)))
                .hasMessage(file() + " is damaged: it has 11 bytes instead of 16; submit the job again");
    }

    @Test
    void aFileWithOneWrongByteIsNamedWithItsHash() throws IOException {
        Files.write(file(), bytes("a large Function"));

        assertThatThrownBy(() -> read(new BlobDirectory(directory)))
                .hasMessageStartingWith(file() + " is damaged: its content has the SHA-256 ")
                .hasMessageEndingWith("; submit the job again");
    }

    @Test
    void aFileThatIsRepairedIsReadAgain() throws IOException {
        BlobDirectory blobs = new BlobDirectory(directory);
        Files.write(file(), bytes("a large Function"));
        assertThatThrownBy(() -> read(blobs)).isInstanceOf(IOException.class);

        Files.write(file(), bytes("a large function"));
        assertThat(read(blobs)).isEqualTo("a large function");
    }

    @Test
    void aNameThatIsNoHashIsRefused() {
        assertThatThrownBy(() -> new StoredBlob("../" + BLOB.sha256().substring(3), 16))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("a SHA-256 has 64 hexadecimal digits, not '../");
    }
}
