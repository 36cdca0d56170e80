package dev.weft.state.api;

import dev.weft.annotation.PublicEvolving;
import dev.weft.api.common.typeinfo.TypeInformation;
import dev.weft.configuration.ConfigOption;
import dev.weft.configuration.Configuration;
import dev.weft.engine.checkpoint.CheckpointMetadata.OperatorCheckpoint;
import dev.weft.engine.checkpoint.SavepointAssembly;
import dev.weft.runtime.state.StateBackend;
import dev.weft.streaming.api.datastream.DataStream;
import dev.weft.streaming.api.datastream.SingleOutputStreamOperator;
import dev.weft.streaming.api.environment.StreamExecutionEnvironment;
import dev.weft.streaming.api.functions.sink.DiscardingSink;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Makes a savepoint: of nothing, or of another one with operators added, replaced, removed or renamed. The state is in the
 * canonical format, so that a job with either state backend goes on from it; what is kept of another savepoint is copied. It is
 * written when the program is executed.
 *
 * <pre>{@code
 * SavepointWriter.newSavepoint(env, 128)
 *         .withOperator(OperatorIdentifier.forUid("counts"), OperatorTransformation.bootstrapWith(accounts)
 *                 .keyBy(account -> account.id)
 *                 .transform(new AccountBootstrapper()))
 *         .write("hdfs:///savepoints/new");
 * env.execute();
 * }</pre>
 */
@PublicEvolving
public class SavepointWriter {

    private final StreamExecutionEnvironment env;
    private final Optional<Savepoint> base;
    private final OptionalInt maxParallelism;
    private final Configuration settings;
    private final Map<OperatorIdentifier, StateBootstrapTransformation<?>> made = new LinkedHashMap<>();

    /** What is kept of the other savepoint: its operators by the identifier that they will have. */
    private final Map<OperatorIdentifier, SavepointCommit.Kept> kept = new LinkedHashMap<>();

    private SavepointWriter(StreamExecutionEnvironment env, Optional<Savepoint> base, OptionalInt maxParallelism) {
        this.env = Objects.requireNonNull(env, "env");
        this.base = base;
        this.maxParallelism = maxParallelism;
        this.settings = Configuration.fromMap(env.getConfiguration().toMap());
        base.ifPresent(savepoint -> savepoint
                .metadata()
                .operators()
                .forEach(operator -> kept.put(
                        OperatorIdentifier.forUidHash(operator.id().hex()),
                        new SavepointCommit.Kept(operator.id(), operator.id(), ""))));
    }

    /**
     * An empty savepoint.
     *
     * @param maxParallelism the number of key groups, which the job that goes on from it has for good
     */
    public static SavepointWriter newSavepoint(StreamExecutionEnvironment env, int maxParallelism) {
        if (maxParallelism < 1 || maxParallelism > 1 << 15) {
            throw new IllegalArgumentException(
                    "a max parallelism is from 1 to " + (1 << 15) + ", not " + maxParallelism);
        }
        return new SavepointWriter(env, Optional.empty(), OptionalInt.of(maxParallelism));
    }

    /** As {@link #newSavepoint(StreamExecutionEnvironment, int)}. The backend holds the state while it is made. */
    public static SavepointWriter newSavepoint(
            StreamExecutionEnvironment env, StateBackend stateBackend, int maxParallelism) {
        SavepointWriter writer = newSavepoint(env, maxParallelism);
        stateBackend.addTo(writer.settings);
        return writer;
    }

    /**
     * A savepoint with everything that another one has.
     *
     * @param path of its directory or of its metadata file
     * @throws IOException with a message that names the file and says what is wrong with it
     */
    public static SavepointWriter fromExistingSavepoint(StreamExecutionEnvironment env, String path)
            throws IOException {
        return new SavepointWriter(env, Optional.of(Savepoint.read(path)), OptionalInt.empty());
    }

    /** As {@link #fromExistingSavepoint(StreamExecutionEnvironment, String)}. The backend holds new state while it is made. */
    public static SavepointWriter fromExistingSavepoint(
            StreamExecutionEnvironment env, String path, StateBackend stateBackend) throws IOException {
        SavepointWriter writer = fromExistingSavepoint(env, path);
        stateBackend.addTo(writer.settings);
        return writer;
    }

    /** Sets an option for the making of state, such as {@code state.backend.type}. */
    public <T> SavepointWriter withConfiguration(ConfigOption<T> option, T value) {
        settings.set(option, value);
        return this;
    }

    /**
     * Adds the state of an operator.
     *
     * @throws IllegalArgumentException if the savepoint has it already; {@link #removeOperator} removes it
     */
    public <T> SavepointWriter withOperator(
            OperatorIdentifier identifier, StateBootstrapTransformation<T> transformation) {
        if (kept.containsKey(identifier) || made.containsKey(identifier)) {
            throw new IllegalArgumentException("the savepoint has state of operator " + identifier
                    + " already; remove it first by removeOperator");
        }
        made.put(identifier, Objects.requireNonNull(transformation, "transformation"));
        return this;
    }

    /** As {@link #withOperator(OperatorIdentifier, StateBootstrapTransformation)}. */
    public <T> SavepointWriter withOperator(String uid, StateBootstrapTransformation<T> transformation) {
        return withOperator(OperatorIdentifier.forUid(uid), transformation);
    }

    /** As {@link #removeOperator(OperatorIdentifier)}. */
    public SavepointWriter removeOperator(String uid) {
        return removeOperator(OperatorIdentifier.forUid(uid));
    }

    /** Leaves the state of an operator out. */
    public SavepointWriter removeOperator(OperatorIdentifier identifier) {
        if (kept.remove(identifier) == null && made.remove(identifier) == null) {
            throw new IllegalArgumentException(
                    "the savepoint has no state of operator " + identifier + " that could be removed");
        }
        return this;
    }

    /**
     * Gives the state of an operator another uid.
     *
     * @param from as it is in the other savepoint
     */
    public SavepointWriter changeOperatorIdentifier(OperatorIdentifier from, OperatorIdentifier to) {
        SavepointCommit.Kept operator = kept.get(from);
        if (operator == null) {
            throw new IllegalArgumentException(
                    "the savepoint has no state of operator " + from + " whose identifier could be changed");
        }
        if (!from.equals(to) && (kept.containsKey(to) || made.containsKey(to))) {
            throw new IllegalArgumentException("the savepoint has state of operator " + to + " already");
        }
        kept.remove(from);
        kept.put(
                to, new SavepointCommit.Kept(operator.id(), to.id(), to.getUid().orElse("")));
        return this;
    }

    /**
     * Adds the writing of the savepoint to the program. When {@code execute()} has returned, jobs can start from it.
     *
     * @param path a directory without a savepoint, on a file system that all processes reach
     * @throws IllegalStateException if the savepoint would be empty
     */
    public final void write(String path) {
        if (made.isEmpty() && kept.isEmpty()) {
            throw new IllegalStateException("the savepoint would have no state: add operators by withOperator");
        }
        String directory = directory(path);
        long checkpointId =
                base.map(savepoint -> savepoint.metadata().checkpointId()).orElse(1L);
        List<SavepointCommit.NewOperator> operators = new ArrayList<>();
        DataStream<StatePart> all =
                env.fromData(TypeInformation.of(StatePart.class), new StatePart("", 0, 0, 0, 0, new byte[0]));
        for (Map.Entry<OperatorIdentifier, StateBootstrapTransformation<?>> each : made.entrySet()) {
            OperatorIdentifier identifier = each.getKey();
            String name = identifier.getUid().orElse(identifier.id().hex());
            int groups = maxParallelism.orElseGet(this::maxParallelismOfBase);
            SingleOutputStreamOperator<StatePart> written = each.getValue()
                    .written(
                            new BootstrapOperator.Target(identifier.id(), directory, checkpointId, settings),
                            name,
                            groups);
            operators.add(new SavepointCommit.NewOperator(identifier.id(), name, written.getParallelism(), groups));
            all = all.union(written);
        }
        all.global()
                .transform(
                        "savepoint " + path,
                        TypeInformation.of(StatePart.class),
                        new SavepointCommit(
                                directory,
                                checkpointId,
                                operators,
                                base.map(Savepoint::path).orElse(""),
                                List.copyOf(kept.values())))
                .setParallelism(1)
                .addSink(new DiscardingSink<>())
                .setParallelism(1)
                .name("end");
    }

    private int maxParallelismOfBase() {
        return base.orElseThrow().metadata().operators().stream()
                .mapToInt(OperatorCheckpoint::maxParallelism)
                .max()
                .orElse(128);
    }

    private static String directory(String path) {
        try {
            return new SavepointAssembly(path).directory();
        } catch (IOException e) {
            throw new UncheckedIOException("no savepoint can be written to " + path + ": " + e.getMessage(), e);
        }
    }
}
