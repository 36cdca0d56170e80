package dev.weft.yarn.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class UndoTest {

    private final Undo undo = new Undo();
    private final List<String> removed = new ArrayList<>();

    @Test
    void removesTheLastFirst() throws Exception {
        undo.step(() -> {
            undo.onFailure("a was removed", () -> removed.add("a"));
            return null;
        });
        undo.onFailure("b was removed", () -> removed.add("b"));
        assertThat(undo.unwind()).containsExactly("b was removed", "a was removed");
        assertThat(removed).containsExactly("b", "a");
        assertThat(undo.unwind()).isEmpty();
    }

    @Test
    void nothingIsMadeAfterwards() {
        undo.unwind();
        assertThatThrownBy(() -> undo.step(() -> removed.add("made"))).hasMessage("the submission was given up");
        assertThat(removed).isEmpty();
    }

    @Test
    void oneThatFailsDoesNotKeepTheOthers() {
        undo.onFailure("a was removed", () -> removed.add("a"));
        undo.onFailure("b was removed", () -> {
            throw new IllegalStateException("no answer");
        });
        assertThat(undo.unwind()).containsExactly("it failed that b was removed: no answer", "a was removed");
        assertThat(removed).containsExactly("a");
    }

    @Test
    void whatIsCommittedStays() {
        undo.onFailure("a was removed", () -> removed.add("a"));
        undo.commit();
        assertThat(undo.unwind()).isEmpty();
        assertThat(removed).isEmpty();
    }
}
