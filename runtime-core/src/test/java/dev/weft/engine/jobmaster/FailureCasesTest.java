package dev.weft.engine.jobmaster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.engine.common.ErrorCode;
import dev.weft.engine.view.JobView.Failure;
import java.util.List;
import org.junit.jupiter.api.Test;

class FailureCasesTest {

    private final FailureCases cases = new FailureCases(2);

    private void fail(String message) {
        cases.current().add(Reports.ofJob(0, ErrorCode.USER_CODE, new IllegalStateException(message)), List.of());
    }

    private List<Failure> roots() {
        return cases.history().cases().stream().map(one -> one.root()).toList();
    }

    @Test
    void anExceptionIsKeptUntilARestartHasAnsweredItAndItsTextLonger() {
        fail("first");
        assertThat(roots().get(0).cause().exception().size()).isPositive();
        cases.close();
        fail("second");
        assertThat(roots())
                .extracting(root -> root.cause().summary())
                .containsExactly("java.lang.IllegalStateException: second", "java.lang.IllegalStateException: first");
        assertThat(roots())
                .extracting(root -> root.cause().exception().size() > 0)
                .containsExactly(true, false);
    }

    @Test
    void aDeploymentWithoutAFailureBeforeItClosesNothing() {
        cases.close();
        assertThat(cases.history().cases()).isEmpty();
    }
}
