package dev.weft.engine.taskexecutor.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.api.common.operators.MailboxExecutor.MailOptions;
import dev.weft.engine.common.Machine;
import dev.weft.engine.common.WeftException;
import dev.weft.engine.exchange.Backpressure;
import dev.weft.engine.exchange.Wakeup;
import dev.weft.engine.exchange.YieldFlag;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

class MailboxTest {

    private final Wakeup wakeup = new Wakeup(Machine.system());
    private final Backpressure backpressure = new Backpressure(wakeup, new YieldFlag());
    private final Mailbox mailbox = new Mailbox(backpressure);
    private final List<String> ran = new ArrayList<>();
    private final FakePlace place = new FakePlace();

    /** Is as full as the test says. */
    private static final class FakePlace implements Backpressure.Place {
        private boolean room;
        private boolean reserve;

        @Override
        public boolean hasRoom() {
            return room;
        }

        @Override
        public boolean hasReserve() {
            return reserve;
        }

        @Override
        public void askForRoom() {}
    }

    private void oneOfEachLane() {
        mailbox.execute(MailOptions.deferrable(), () -> ran.add("deferrable"), "deferrable");
        mailbox.execute(() -> ran.add("user"), "user");
        mailbox.putEmitting(() -> ran.add("timer"));
        mailbox.put(() -> ran.add("engine"));
    }

    @Test
    void whileThereIsRoomAllMailsRunThoseOfTheEngineFirst() {
        oneOfEachLane();
        assertThat(backpressure.yield().isUp()).isTrue();
        mailbox.run();
        assertThat(ran).containsExactly("engine", "user", "timer", "deferrable");
        assertThat(mailbox.hasMail()).isFalse();
    }

    @Test
    void whatEmitsWaitsForTheReserveAndWhatIsInputForRoom() {
        backpressure.onFull(place);
        oneOfEachLane();
        mailbox.run();
        assertThat(ran).containsExactly("engine");
        assertThat(mailbox.hasMail()).isFalse();
        place.reserve = true;
        assertThat(mailbox.hasMail()).isTrue();
        mailbox.run();
        assertThat(ran).containsExactly("engine", "user", "timer");
        assertThat(mailbox.hasMail()).isFalse();
        place.room = true;
        mailbox.run();
        assertThat(ran).containsExactly("engine", "user", "timer", "deferrable");
    }

    @Test
    void aMailThatSendsItselfAgainLetsInputHaveItsTurn() {
        mailbox.put(new Runnable() {
            @Override
            public void run() {
                ran.add("again");
                mailbox.put(this::run);
            }
        }::run);
        mailbox.run();
        assertThat(ran).containsExactly("again");
        assertThat(backpressure.yield().isUp()).isTrue();
    }

    @Test
    void whoYieldsGetsNeitherMailsOfTheEngineNorDeferrableOnes() throws Exception {
        oneOfEachLane();
        mailbox.yield();
        assertThat(ran).containsExactly("user");
        assertThat(mailbox.tryYield()).isTrue();
        assertThat(ran).containsExactly("user", "timer");
        assertThat(mailbox.tryYield()).isFalse();
    }

    @Test
    void aFullLaneRefusesAMailOfTheUsersCodeAndTheOthersStillTakeSome() {
        for (int i = 0; i < Mailbox.CAPACITY; i++) {
            mailbox.execute(() -> ran.add("user"), "user");
        }
        assertThatThrownBy(() -> mailbox.execute(() -> {}, "completing %s", "request 7"))
                .isInstanceOf(RejectedExecutionException.class)
                .hasMessage("the mailbox is full: 65536 mails wait for the task; send the next one when an earlier one"
                        + " has run: completing request 7");
        assertThatCode(() -> mailbox.put(() -> ran.add("engine"))).doesNotThrowAnyException();
        mailbox.run();
        assertThat(ran).hasSize(Mailbox.CAPACITY + 1).startsWith("engine");
    }

    @Test
    void aMailOfTheEngineThatDoesNotFitFailsTheTask() {
        for (int i = 0; i <= Mailbox.CAPACITY; i++) {
            mailbox.put(() -> ran.add("engine"));
        }
        assertThat(mailbox.hasMail()).isTrue();
        assertThatThrownBy(mailbox::run)
                .isInstanceOf(WeftException.class)
                .hasMessage("the task was sent more than 65536 mails before it could run one of them");
    }

    /** FLINK-13124. */
    @Test
    void afterTheEndOfTheTaskMailsOfTheUsersCodeAreRefused() {
        mailbox.put(() -> ran.add("engine"));
        mailbox.close();
        assertThat(mailbox.hasMail()).isFalse();
        assertThatCode(() -> mailbox.put(() -> ran.add("engine"))).doesNotThrowAnyException();
        assertThatThrownBy(() -> mailbox.execute(() -> {}, "an answer"))
                .isInstanceOf(RejectedExecutionException.class)
                .hasMessage("the task has ended and runs no mails: an answer");
    }

    @Test
    void anotherThreadThanTheTasksRunsNoMails() throws Exception {
        Thread task = new Thread(wakeup::own);
        task.start();
        task.join();
        assertThatThrownBy(mailbox::run).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(mailbox::tryYield).isInstanceOf(IllegalStateException.class);
    }
}
