package dev.weft.engine.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

class SecretTest {

    @Test
    void theKeyedHashIsThatOfTheJdk() throws Exception {
        Secret secret = Secret.random();
        byte[] key = HexFormat.of().parseHex(secret.toHex());
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        mac.update("hello, ".getBytes(StandardCharsets.UTF_8));
        mac.update("world".getBytes(StandardCharsets.UTF_8));
        assertThat(secret.hmac("hello, ".getBytes(StandardCharsets.UTF_8), "world".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(mac.doFinal());
    }

    @Test
    void aSecretComesBackFromItsHexAndIsNeverPrinted() {
        Secret secret = Secret.random();
        assertThat(Secret.ofHex(secret.toHex())).isEqualTo(secret).isNotEqualTo(Secret.random());
        assertThat(secret.toString()).isEqualTo("secret");
    }

    @Test
    void aSecretOfTheWrongLengthIsRefusedWithoutShowingIt() {
        assertThatThrownBy(() -> Secret.ofHex("abcd")).hasMessage("a secret has 64 hexadecimal digits, this one has 4");
    }
}
