package dev.weft.engine.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

class SecretTest {

    @Test
    void theKeyedHashIsThatOfTheJdk() throws Exception {
        Secret secret = Secret.random();
        byte[] key = secret.bytes();
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        mac.update("hello, ".getBytes(StandardCharsets.UTF_8));
        mac.update("world".getBytes(StandardCharsets.UTF_8));
        assertThat(secret.hmac("hello, ".getBytes(StandardCharsets.UTF_8), "world".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(mac.doFinal());
    }

    @Test
    void aSecretComesBackFromItsBytesAndIsNeverPrinted() {
        Secret secret = Secret.random();
        assertThat(Secret.of(secret.bytes())).isEqualTo(secret).isNotEqualTo(Secret.random());
        assertThat(secret.toString()).isEqualTo("secret");
    }

    @Test
    void aSecretOfTheWrongLengthIsRefusedWithoutShowingIt() {
        assertThatThrownBy(() -> Secret.of(new byte[4])).hasMessage("a secret has 32 bytes, this one has 4");
    }
}
