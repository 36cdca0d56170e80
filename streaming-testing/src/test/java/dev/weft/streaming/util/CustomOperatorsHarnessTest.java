package dev.weft.streaming.util;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.api.common.operators.MailboxExecutor;
import dev.weft.api.common.state.ValueState;
import dev.weft.api.common.state.ValueStateDescriptor;
import dev.weft.api.common.typeinfo.Types;
import dev.weft.configuration.StateBackendOptions;
import dev.weft.runtime.checkpoint.OperatorSubtaskState;
import dev.weft.runtime.state.StateInitializationContext;
import dev.weft.runtime.state.StateSnapshotContext;
import dev.weft.runtime.state.VoidNamespace;
import dev.weft.runtime.state.VoidNamespaceSerializer;
import dev.weft.streaming.api.operators.AbstractStreamOperator;
import dev.weft.streaming.api.operators.AbstractStreamOperatorFactory;
import dev.weft.streaming.api.operators.BoundedMultiInput;
import dev.weft.streaming.api.operators.BoundedOneInput;
import dev.weft.streaming.api.operators.InternalTimer;
import dev.weft.streaming.api.operators.InternalTimerService;
import dev.weft.streaming.api.operators.OneInputStreamOperator;
import dev.weft.streaming.api.operators.OneInputStreamOperatorFactory;
import dev.weft.streaming.api.operators.StreamOperator;
import dev.weft.streaming.api.operators.StreamOperatorParameters;
import dev.weft.streaming.api.operators.Triggerable;
import dev.weft.streaming.api.operators.TwoInputStreamOperator;
import dev.weft.streaming.api.watermark.Watermark;
import dev.weft.streaming.runtime.streamrecord.StreamRecord;
import dev.weft.streaming.runtime.watermarkstatus.WatermarkStatus;
import dev.weft.util.OutputTag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Operators that users implement, in the harnesses. */
final class CustomOperatorsHarnessTest {

    private static final OutputTag<String> ASIDE = new OutputTag<>("aside", Types.STRING);

    /** Tells its life as it goes, as records. */
    private static final class Telling extends AbstractStreamOperator<String>
            implements OneInputStreamOperator<Long, String>, BoundedOneInput {
        private static final long serialVersionUID = 1L;

        private void tell(String what) {
            output.collect(new StreamRecord<>(what));
        }

        @Override
        public void initializeState(StateInitializationContext context) throws Exception {
            super.initializeState(context);
            tell(context.isRestored() ? "restored" : "new");
        }

        @Override
        public void open() throws Exception {
            super.open();
            tell("open");
        }

        @Override
        public void processElement(StreamRecord<Long> element) {
            output.collect(ASIDE, new StreamRecord<>("saw " + element.getValue(), 7));
            output.collect(element.replace("element " + element.getValue()));
        }

        @Override
        public void prepareSnapshotPreBarrier(long checkpointId) {
            tell("before checkpoint " + checkpointId);
        }

        @Override
        public void snapshotState(StateSnapshotContext context) throws Exception {
            super.snapshotState(context);
            tell("checkpoint " + context.getCheckpointId());
        }

        @Override
        public void notifyCheckpointComplete(long checkpointId) {
            tell("complete " + checkpointId);
        }

        @Override
        public void endInput() {
            tell("end of input");
        }

        @Override
        public void finish() throws Exception {
            super.finish();
            tell("finish");
        }

        @Override
        public void close() throws Exception {
            super.close();
            tell("close");
        }
    }

    private static OneInputStreamOperatorTestHarness<Long, String> telling() {
        return new OneInputStreamOperatorTestHarness<>(
                Types.LONG, stream -> stream.transform("telling", Types.STRING, new Telling()));
    }

    @Test
    void theLifeOfAnOperatorIsThatOfATask() throws Exception {
        OneInputStreamOperatorTestHarness<Long, String> harness = telling();
        harness.open();
        harness.processElement(1L, 10);
        harness.processWatermark(10);
        OperatorSubtaskState saved = harness.snapshot(5, 0);
        harness.notifyOfCompletedCheckpoint(5);
        harness.endInput();
        harness.close();
        assertThat(harness.getOutput())
                .containsExactly(
                        new StreamRecord<>("new"),
                        new StreamRecord<>("open"),
                        new StreamRecord<>("element 1", 10),
                        new Watermark(10),
                        new StreamRecord<>("before checkpoint 5"),
                        new StreamRecord<>("checkpoint 5"),
                        new StreamRecord<>("complete 5"),
                        new StreamRecord<>("end of input"),
                        new StreamRecord<>("finish"),
                        new StreamRecord<>("close"));
        assertThat(harness.getSideOutput(ASIDE)).containsExactly(new StreamRecord<>("saw 1", 7));

        OneInputStreamOperatorTestHarness<Long, String> after = telling();
        after.initializeState(saved);
        after.open();
        assertThat(after.extractOutputValues()).containsExactly("restored", "open");
        after.close();
    }

    /** Asks for its state and its timers when the first element comes, sets timers for small ones, and tells when they fire. */
    private static final class Late extends AbstractStreamOperator<String>
            implements OneInputStreamOperator<Long, String>, Triggerable<Long, VoidNamespace> {
        private static final long serialVersionUID = 1L;
        private transient InternalTimerService<VoidNamespace> timers;
        private transient ValueState<Long> last;

        @Override
        public void processElement(StreamRecord<Long> element) throws Exception {
            last = getPartitionedState(new ValueStateDescriptor<>("last", Types.LONG));
            timers = getInternalTimerService("late", VoidNamespaceSerializer.INSTANCE, this);
            last.update(element.getValue());
            if (element.getValue() < 20) {
                timers.registerEventTimeTimer(VoidNamespace.INSTANCE, 100);
                timers.registerProcessingTimeTimer(VoidNamespace.INSTANCE, 1000 + (Long) getCurrentKey());
            }
        }

        @Override
        public void onEventTime(InternalTimer<Long, VoidNamespace> timer) throws Exception {
            output.collect(new StreamRecord<>("event time " + timer.getTimestamp() + ": " + last.value()));
        }

        @Override
        public void onProcessingTime(InternalTimer<Long, VoidNamespace> timer) throws Exception {
            output.collect(new StreamRecord<>("the clock " + timer.getTimestamp() + ": " + last.value()));
        }
    }

    private static KeyedOneInputStreamOperatorTestHarness<Long, Long, String> late(String backend) {
        KeyedOneInputStreamOperatorTestHarness<Long, Long, String> harness =
                new KeyedOneInputStreamOperatorTestHarness<>(
                        Types.LONG,
                        number -> number % 10,
                        Types.LONG,
                        stream -> stream.transform("late", Types.STRING, new Late()));
        harness.getConfiguration().set(StateBackendOptions.STATE_BACKEND, backend);
        return harness;
    }

    @ParameterizedTest
    @ValueSource(strings = {"hashmap", "rocksdb"})
    void whatNobodyHasAskedForYetIsSavedAgainAndTimersFireOnceTheyAreAskedFor(String backend) throws Exception {
        KeyedOneInputStreamOperatorTestHarness<Long, Long, String> first = late(backend);
        first.open();
        first.processElement(11L, 0);
        first.processElement(12L, 0);
        OperatorSubtaskState saved = first.snapshot(1, 0);
        first.close();

        KeyedOneInputStreamOperatorTestHarness<Long, Long, String> silent = late(backend);
        silent.initializeState(saved);
        silent.open();
        OperatorSubtaskState savedAgain = silent.snapshot(2, 0);
        silent.close();

        KeyedOneInputStreamOperatorTestHarness<Long, Long, String> last = late(backend);
        last.initializeState(savedAgain);
        last.open();
        last.processElement(21L, 0);
        last.processWatermark(100);
        assertThat(last.extractOutputValues()).containsExactlyInAnyOrder("event time 100: 21", "event time 100: 12");
        last.getOutput().clear();
        last.setProcessingTime(1002);
        assertThat(last.extractOutputValues()).containsExactly("the clock 1001: 21", "the clock 1002: 12");
        last.close();
    }

    /** Answers elements by mails to itself. */
    private static final class Mailing extends AbstractStreamOperator<String>
            implements OneInputStreamOperator<Long, String> {
        private static final long serialVersionUID = 1L;
        private final transient MailboxExecutor mailbox;

        Mailing(MailboxExecutor mailbox) {
            this.mailbox = mailbox;
        }

        @Override
        public void processElement(StreamRecord<Long> element) {
            String answer = "answer to " + element.getValue();
            mailbox.execute(() -> output.collect(new StreamRecord<>(answer)), "answer");
            output.collect(new StreamRecord<>("element " + element.getValue()));
        }
    }

    private static final class MailingFactory extends AbstractStreamOperatorFactory<String>
            implements OneInputStreamOperatorFactory<Long, String> {
        private static final long serialVersionUID = 1L;

        @Override
        @SuppressWarnings("unchecked") // as the contract has it
        public <T extends StreamOperator<String>> T createStreamOperator(StreamOperatorParameters<String> parameters) {
            Mailing operator = new Mailing(getMailboxExecutor());
            operator.setup(parameters.getContainingTask(), parameters.getStreamConfig(), parameters.getOutput());
            return (T) operator;
        }

        @Override
        @SuppressWarnings("rawtypes") // as the contract has it
        public Class<? extends StreamOperator> getStreamOperatorClass(ClassLoader classLoader) {
            return Mailing.class;
        }
    }

    @Test
    void aFactoryHandsTheMailboxToItsOperator() throws Exception {
        OneInputStreamOperatorTestHarness<Long, String> harness = new OneInputStreamOperatorTestHarness<>(
                Types.LONG, stream -> stream.transform("mailing", Types.STRING, new MailingFactory()));
        harness.open();
        harness.processElement(1L, 0);
        harness.processElement(2L, 0);
        assertThat(harness.extractOutputValues())
                .containsExactly("element 1", "answer to 1", "element 2", "answer to 2");
        harness.close();
    }

    /** Tells which input says what. */
    private static final class Sides extends AbstractStreamOperator<String>
            implements TwoInputStreamOperator<Long, String, String>, BoundedMultiInput {
        private static final long serialVersionUID = 1L;

        @Override
        public void processElement1(StreamRecord<Long> element) {
            output.collect(element.replace("first " + element.getValue()));
        }

        @Override
        public void processElement2(StreamRecord<String> element) {
            output.collect(element.replace("second " + element.getValue()));
        }

        @Override
        public void endInput(int inputId) {
            output.collect(new StreamRecord<>("end of " + inputId));
        }

        @Override
        public void finish() throws Exception {
            super.finish();
            output.collect(new StreamRecord<>("finish"));
        }
    }

    @Test
    void anOperatorWithTwoInputsIsToldOfEachOfThem() throws Exception {
        TwoInputStreamOperatorTestHarness<Long, String, String> harness =
                new TwoInputStreamOperatorTestHarness<>(new Sides());
        harness.open();
        harness.processElement1(1L, 10);
        harness.processElement2("a", 11);
        harness.processWatermark1(new Watermark(10));
        harness.processWatermark2(new Watermark(8));
        harness.processWatermarkStatus1(WatermarkStatus.IDLE);
        harness.processWatermarkStatus2(WatermarkStatus.IDLE);
        harness.processWatermarkStatus2(WatermarkStatus.ACTIVE);
        harness.processWatermark2(new Watermark(12));
        harness.endInput1();
        harness.endInput2();
        harness.close();
        assertThat(harness.getOutput())
                .containsExactly(
                        new StreamRecord<>("first 1", 10),
                        new StreamRecord<>("second a", 11),
                        new Watermark(8),
                        WatermarkStatus.IDLE,
                        WatermarkStatus.ACTIVE,
                        new Watermark(12),
                        new StreamRecord<>("end of 1"),
                        new StreamRecord<>("end of 2"),
                        new StreamRecord<>("finish"));
    }
}
