package dev.weft.api.common;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

final class JobIDTest {
    @Test
    void anIdIsReadFromWhatItIsShownAs() {
        JobID id = new JobID();

        assertThat(JobID.fromHexString(id.toString())).isEqualTo(id);
        assertThat(JobID.fromByteArray(id.getBytes())).isEqualTo(id);
        assertThat(JobID.fromByteBuffer(ByteBuffer.wrap(id.getBytes()))).isEqualTo(id);
        assertThat(id.toString()).matches("[0-9a-f]{32}");
    }

    @Test
    void theBytesAreTheLowerThenTheUpperPart() {
        assertThat(new JobID(1, 2)).hasToString("00000000000000010000000000000002");
    }

    @Test
    void whatIsNoIdIsNamed() {
        assertThatThrownBy(() -> JobID.fromHexString("xyz")).hasMessageContaining("'xyz'");
    }
}
