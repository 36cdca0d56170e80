package dev.weft.engine.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.api.common.eventtime.WatermarkStrategy;
import dev.weft.api.common.typeinfo.Types;
import dev.weft.api.common.typeutils.base.StringSerializer;
import dev.weft.api.common.typeutils.base.VoidSerializer;
import dev.weft.engine.testing.FailingOnce;
import dev.weft.engine.testing.GatedNumbers;
import dev.weft.streaming.api.environment.StreamExecutionEnvironment;
import dev.weft.streaming.api.functions.sink.TwoPhaseCommitSinkFunction;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whole jobs whose sink writes in transactions and fails once, after its second complete checkpoint. */
@Timeout(60)
class LocalTwoPhaseSinkTest {

    private static final long LAST = 2_000;
    private static final int PER_CHECKPOINT = 200;

    /** Another system, which keeps transactions that were prepared. */
    private static final Map<String, Queue<Long>> TRANSACTIONS = new ConcurrentHashMap<>();

    private static final Queue<Long> COMMITTED = new ConcurrentLinkedQueue<>();
    private static final AtomicInteger NAMES = new AtomicInteger();

    @BeforeEach
    void reset() {
        TRANSACTIONS.clear();
        COMMITTED.clear();
        NAMES.set(0);
        FailingOnce.reset();
    }

    @Test
    void everyRecordIsCommittedOnceAlthoughATaskFails() throws Exception {
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.createLocalEnvironment(2, FailingOnce.settings());
        environment
                .fromSource(
                        new GatedNumbers(1, LAST, PER_CHECKPOINT),
                        WatermarkStrategy.noWatermarks(),
                        "numbers",
                        Types.LONG)
                .map(new FailingOnce())
                .returns(Types.LONG)
                .rebalance()
                .addSink(new Transactional());
        environment.execute();

        assertThat(FailingOnce.failures()).isOne();
        assertThat(COMMITTED.stream().sorted().toList())
                .isEqualTo(LongStream.rangeClosed(1, LAST).boxed().toList());
        assertThat(TRANSACTIONS)
                .as("transactions that are neither committed nor aborted")
                .isEmpty();
    }

    private static final class Transactional extends TwoPhaseCommitSinkFunction<Long, String, Void> {
        Transactional() {
            super(StringSerializer.INSTANCE, VoidSerializer.INSTANCE);
        }

        @Override
        protected String beginTransaction() {
            String name = "transaction " + NAMES.incrementAndGet();
            TRANSACTIONS.put(name, new ConcurrentLinkedQueue<>());
            return name;
        }

        @Override
        protected void invoke(String transaction, Long value, Context context) {
            TRANSACTIONS.get(transaction).add(value);
        }

        @Override
        protected void preCommit(String transaction) {}

        @Override
        protected void commit(String transaction) {
            Queue<Long> values = TRANSACTIONS.remove(transaction);
            COMMITTED.addAll(values == null ? List.of() : values);
        }

        @Override
        protected void abort(String transaction) {
            TRANSACTIONS.remove(transaction);
        }
    }
}
