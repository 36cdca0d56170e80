package dev.weft.util;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class PreconditionsTest {
    @Test
    void messagesAreFilledIn() {
        assertThatThrownBy(() -> Preconditions.checkArgument(false, "%s is not %s", 1, 2))
                .hasMessage("1 is not 2");
        assertThatThrownBy(() -> Preconditions.checkState(false, "100%s", "%")).hasMessage("100%");
        assertThatThrownBy(() -> Preconditions.checkNotNull(null, "missing %s", "x"))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("missing x");
    }

    @Test
    void aTemplateThatDoesNotFitItsArgumentsHidesNothing() {
        assertThatThrownBy(() -> Preconditions.checkArgument(false, "wrong", 1, null))
                .hasMessage("wrong [1, null]");
        assertThatThrownBy(() -> Preconditions.checkArgument(false, "%s and %s", "one"))
                .hasMessage("one and %s");
    }

    @Test
    void whatHoldsPasses() {
        Preconditions.checkArgument(true, "unused");
        Preconditions.checkState(true);
        assertThat(Preconditions.checkNotNull("x")).isEqualTo("x");
    }
}
