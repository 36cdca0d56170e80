package dev.weft.yarn.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RollbackTest {

    private final Rollback rollback = new Rollback();
    private final List<String> removed = new ArrayList<>();

    @Test
    void removesTheLastFirst() throws Exception {
        rollback.step(() -> {
            rollback.onFailure("a was removed", () -> removed.add("a"));
            return null;
        });
        rollback.onFailure("b was removed", () -> removed.add("b"));
        assertThat(rollback.unwind()).containsExactly("b was removed", "a was removed");
        assertThat(removed).containsExactly("b", "a");
        assertThat(rollback.unwind()).isEmpty();
    }

    @Test
    void nothingIsMadeAfterwards() {
        rollback.unwind();
        assertThatThrownBy(() -> rollback.step(() -> removed.add("made"))).hasMessage("the submission was given up");
        assertThat(removed).isEmpty();
    }

    @Test
    void oneThatFailsDoesNotKeepTheOthers() {
        rollback.onFailure("a was removed", () -> removed.add("a"));
        rollback.onFailure("b was removed", () -> {
            throw new IllegalStateException("no answer");
        });
        assertThat(rollback.unwind()).containsExactly("it failed that b was removed: no answer", "a was removed");
        assertThat(removed).containsExactly("a");
    }

    @Test
    void whatIsCommittedStays() {
        rollback.onFailure("a was removed", () -> removed.add("a"));
        rollback.commit();
        assertThat(rollback.unwind()).isEmpty();
        assertThat(removed).isEmpty();
    }
}
