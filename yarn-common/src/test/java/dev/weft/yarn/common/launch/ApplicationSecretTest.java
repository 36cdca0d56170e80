package dev.weft.yarn.common.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.engine.common.WeftException;
import dev.weft.engine.rpc.Secret;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.apache.hadoop.io.Text;
import org.apache.hadoop.security.Credentials;
import org.apache.hadoop.security.Credentials.SerializedFormat;
import org.apache.hadoop.security.token.Token;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ApplicationSecretTest {

    @TempDir
    Path dir;

    private Path write(Credentials credentials, SerializedFormat format) throws IOException {
        Path file = dir.resolve("container_tokens");
        try (DataOutputStream out = new DataOutputStream(Files.newOutputStream(file))) {
            credentials.writeTokenStorageToStream(out, format);
        }
        return file;
    }

    @ParameterizedTest
    @EnumSource
    void theSecretIsReadFromEveryFormOfHadoopsTokenFile(SerializedFormat format) throws IOException {
        Secret secret = Secret.random();
        byte[] longId = new byte[70_000];
        new Random(1).nextBytes(longId);
        Credentials credentials = new Credentials();
        credentials.addToken(new Text("a"), new Token<>(longId, new byte[200], new Text("K"), new Text("s")));
        credentials.addToken(new Text("ü"), new Token<>(new byte[0], new byte[127], new Text("K"), new Text("")));
        credentials.addSecretKey(new Text("other"), new byte[128]);
        ApplicationSecret.put(credentials, secret);

        assertThat(ApplicationSecret.read(write(credentials, format))).isEqualTo(secret);
    }

    @Test
    void aTokenFileWithoutSecretIsNamed() throws IOException {
        Path file = write(new Credentials(), SerializedFormat.WRITABLE);

        assertThatThrownBy(() -> ApplicationSecret.read(file))
                .isInstanceOf(WeftException.class)
                .hasMessageContaining(file.toString());
    }
}
