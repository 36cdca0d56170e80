package dev.weft.engine.jobmaster.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.engine.jobmaster.checkpoint.StorageCalls.Answers;
import dev.weft.engine.jobmaster.checkpoint.StorageCalls.Call;
import dev.weft.engine.jobmaster.checkpoint.StorageCalls.NotBegunException;
import dev.weft.engine.testing.ManualClock;
import dev.weft.engine.testing.ManualEventLoop;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StorageCallsTest {

    private final ManualEventLoop loop = new ManualEventLoop(new ManualClock());
    private final Deque<Runnable> begun = new ArrayDeque<>();
    private final List<String> answers = new ArrayList<>();
    private final List<Throwable> failures = new ArrayList<>();
    private final StorageCalls calls = new StorageCalls(begun::add, loop);
    private Call<String> last;

    private void call(String what) {
        loop.execute(() -> last = calls.call(
                what,
                () -> what,
                Optional.of(StorageCalls.LIMIT),
                new Answers<>(
                        answers::add,
                        failure -> {
                            failures.add(failure);
                            answers.add(what + " failed");
                        },
                        late -> answers.add(late + " late"))));
        loop.runAll();
    }

    private void giveUpLast() {
        loop.execute(() -> last.giveUp(new IOException("the checkpoint is late")));
        loop.runAll();
    }

    /** The call that was begun first and has not returned returns. */
    private void returnFirst() {
        begun.remove().run();
        loop.runAll();
    }

    @Test
    void callsAreMadeOneAtATimeAndInOrder() {
        call("a");
        call("b");
        assertThat(begun).hasSize(1);
        returnFirst();
        assertThat(answers).containsExactly("a");
        returnFirst();
        assertThat(answers).containsExactly("a", "b");
        loop.advance(StorageCalls.LIMIT);
        assertThat(failures).isEmpty();
    }

    @Test
    void aCallThatHangsFailsAndTheNextIsMadeBesideIt() {
        call("a");
        call("b");
        loop.advance(StorageCalls.LIMIT);
        assertThat(failures)
                .singleElement()
                .satisfies(failure -> assertThat(failure)
                        .isInstanceOf(IOException.class)
                        .isNotInstanceOf(NotBegunException.class)
                        .hasMessage("the file system has not answered for 180 s: a"));
        assertThat(begun).hasSize(2);
        begun.removeLast().run();
        loop.runAll();
        returnFirst();
        assertThat(answers).containsExactly("a failed", "b", "a late");
    }

    @Test
    void aLimitBeginsWithItsCall() {
        call("a");
        loop.advance(StorageCalls.LIMIT.minusMillis(1));
        call("b");
        returnFirst();
        loop.advance(StorageCalls.LIMIT.minusMillis(1));
        returnFirst();
        assertThat(answers).containsExactly("a", "b");
    }

    @Test
    void aCallThatIsGivenUpBeforeItWasBegunIsNeverMade() {
        call("a");
        call("b");
        giveUpLast();
        assertThat(failures)
                .singleElement()
                .satisfies(failure -> assertThat(failure)
                        .isInstanceOf(NotBegunException.class)
                        .hasMessage("the checkpoint is late"));
        returnFirst();
        assertThat(begun).isEmpty();
        assertThat(answers).containsExactly("b failed", "a");
    }

    @Test
    void aCallThatIsOverCannotBeGivenUp() {
        call("a");
        returnFirst();
        giveUpLast();
        assertThat(answers).containsExactly("a");
    }

    @Test
    void whenManyHangFurtherOnesFailAtOnceUntilOneReturns() {
        for (int i = 0; i < StorageCalls.MOST_HANGING; i++) {
            call("hung " + i);
            giveUpLast();
        }
        answers.clear();
        call("a");
        assertThat(begun).hasSize(StorageCalls.MOST_HANGING);
        assertThat(failures.get(failures.size() - 1))
                .isInstanceOf(NotBegunException.class)
                .hasMessage("the file system does not answer: 3 calls hang, and this one was not begun: a");
        returnFirst();
        call("b");
        begun.removeLast().run();
        loop.runAll();
        assertThat(answers).containsExactly("a failed", "hung 0 late", "b");
    }
}
