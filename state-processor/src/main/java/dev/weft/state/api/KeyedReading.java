package dev.weft.state.api;

import dev.weft.api.common.functions.RichFlatMapFunction;
import dev.weft.api.common.operators.ProcessingTimeService;
import dev.weft.api.common.typeinfo.TypeInformation;
import dev.weft.configuration.Configuration;
import dev.weft.configuration.StateBackendOptions;
import dev.weft.engine.state.EndOfInputTime;
import dev.weft.engine.state.OperatorPieces;
import dev.weft.engine.state.OperatorState;
import dev.weft.engine.state.StateBackends;
import dev.weft.engine.state.spi.KeyedPiece;
import dev.weft.util.Collector;
import java.util.concurrent.ScheduledFuture;

/**
 * Restores keyed state, part by part, into a backend that knows its format, and has it read.
 *
 * @param <OUT> what is read
 */
abstract class KeyedReading<OUT> extends RichFlatMapFunction<StatePart, OUT> {

    private static final long serialVersionUID = 1L;

    private final TypeInformation<?> keyType;
    private final Configuration settings;

    KeyedReading(TypeInformation<?> keyType, Configuration settings) {
        this.keyType = keyType;
        this.settings = settings;
    }

    /** Reads the restored state of a part. */
    abstract void read(OperatorState state, StatePart part, Collector<OUT> out) throws Exception;

    @Override
    public final void flatMap(StatePart part, Collector<OUT> out) throws Exception {
        OperatorPieces pieces = part.stored();
        Configuration backend = settingsFor(pieces);
        try (TaskHost host = new TaskHost(getRuntimeContext(), backend);
                OperatorState state = OperatorState.keyed(
                        new OperatorState.Source(
                                StateBackends.of(backend),
                                host,
                                getRuntimeContext().getExecutionConfig(),
                                pieces),
                        new OperatorState.Keys(keyType, part.groups(), part.maxParallelism()))) {
            read(state, part, out);
        }
    }

    /** State in a format of its own is read by the backend that wrote it, any other on the heap. */
    private Configuration settingsFor(OperatorPieces pieces) {
        Configuration backend = new Configuration(settings);
        backend.set(
                StateBackendOptions.STATE_BACKEND,
                pieces.keyed().stream()
                        .map(KeyedPiece::format)
                        .filter(format -> !format.equals(KeyedPiece.PORTABLE))
                        .findFirst()
                        .orElse("hashmap"));
        return backend;
    }

    /** The clock of timers, which are only looked at. */
    static ProcessingTimeService stoppedClock() {
        return new EndOfInputTime(new NoTimers());
    }

    private static final class NoTimers implements ProcessingTimeService {
        @Override
        public long getCurrentProcessingTime() {
            return System.currentTimeMillis();
        }

        @Override
        public ScheduledFuture<?> registerTimer(long time, ProcessingTimeCallback target) {
            throw new UnsupportedOperationException("no timer fires while state is read");
        }
    }
}
