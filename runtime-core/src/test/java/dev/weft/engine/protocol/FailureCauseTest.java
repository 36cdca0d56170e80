package dev.weft.engine.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.engine.common.ErrorCode;
import dev.weft.runtime.execution.SuppressRestartsException;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class FailureCauseTest {

    private final Exception refused = new IOException("too long");

    @Test
    void aFailureThatNoRestartCanHelpIsFoundAmongTheCauses() {
        Exception failure = new IOException("can't open the sink", new SuppressRestartsException(refused));
        FailureCause cause = FailureCause.of(ErrorCode.USER_CODE, failure);
        assertThat(cause.code()).isEqualTo(ErrorCode.UNRECOVERABLE);
        assertThat(cause.message()).isEqualTo("can't open the sink");
    }

    @Test
    void causesThatFormARingEnd() {
        Exception first = new IOException("first");
        first.initCause(new IOException("second", first));
        assertThat(FailureCause.of(ErrorCode.USER_CODE, first).code()).isEqualTo(ErrorCode.USER_CODE);
    }

    @Test
    void onlyTheUsersCodeCanSayThat() {
        SuppressRestartsException failure = new SuppressRestartsException(refused);
        assertThat(FailureCause.of(ErrorCode.CONNECTION_LOST, failure).code()).isEqualTo(ErrorCode.CONNECTION_LOST);
    }
}
