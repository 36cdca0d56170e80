package dev.weft.connector.file.sink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.api.common.JobID;
import dev.weft.api.common.serialization.SimpleStringEncoder;
import dev.weft.configuration.MemorySize;
import dev.weft.connector.file.sink.compactor.ConcatFileCompactor;
import dev.weft.connector.file.sink.compactor.FileCompactStrategy;
import dev.weft.connector.file.sink.compactor.FileCompactor;
import dev.weft.connector.file.sink.compactor.RecordWiseFileCompactor;
import dev.weft.core.fs.FSDataInputStream;
import dev.weft.core.fs.FileStatus;
import dev.weft.core.fs.FileSystem;
import dev.weft.core.fs.FileSystemKind;
import dev.weft.core.fs.Path;
import dev.weft.core.io.SimpleVersionedSerializer;
import dev.weft.streaming.api.functions.sink.filesystem.BucketAssigner;
import dev.weft.streaming.api.functions.sink.filesystem.OutputFileConfig;
import dev.weft.streaming.api.functions.sink.filesystem.bucketassigners.SimpleVersionedStringSerializer;
import dev.weft.streaming.api.functions.sink.filesystem.rollingpolicies.DefaultRollingPolicy;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Property test of exactly-once output: a job with one to three writers takes checkpoints, and is killed or fails at
 * any step. At its end the visible files contain each record once; before that, visible records belong to a complete
 * checkpoint and are never duplicated.
 */
class FileSinkCrashTest {

    private static final JobID JOB = new JobID(1, 2);
    private static final int RUNS = 150;
    private static final int FURTHER_RUNS = 60;
    private static final int STEPS = 120;

    @TempDir
    java.nio.file.Path directory;

    private enum Storage {
        THAT_LETS_FILES_BE_TAKEN_OVER,
        THAT_DOES_NOT,
        OF_OBJECTS
    }

    /** How a sink writes. Whoever compacts is restored with and without compaction. */
    private enum Writing {
        ROWS,
        COMPACTED_ROWS,
        WHOLE_FILES,
        COMPACTED_WHOLE_FILES;

        PartFormat<String> format() {
            return whole()
                    ? new PartFormat.Bulk<>(CountedLines::new)
                    : new PartFormat.Rows<>(new SimpleStringEncoder<>());
        }

        boolean whole() {
            return this == WHOLE_FILES || this == COMPACTED_WHOLE_FILES;
        }

        Optional<FileCompactor> compactor() {
            return switch (this) {
                case ROWS, WHOLE_FILES -> Optional.empty();
                case COMPACTED_ROWS -> Optional.of(new ConcatFileCompactor());
                case COMPACTED_WHOLE_FILES -> Optional.of(new RecordWiseFileCompactor<>(CountedLines::read));
            };
        }
    }

    private static Stream<Arguments> storagesAndWritings() {
        return Arrays.stream(Storage.values())
                .flatMap(storage -> Arrays.stream(Writing.values()).map(writing -> Arguments.of(storage, writing)));
    }

    @ParameterizedTest
    @MethodSource("storagesAndWritings")
    void eachRecordIsVisibleOnceWhateverDies(Storage storage, Writing writing) throws Exception {
        for (long seed = 0; seed < (writing == Writing.ROWS ? RUNS : FURTHER_RUNS); seed++) {
            Random random = new Random(seed);
            ForgetfulFileSystem files = switch (storage) {
                case THAT_LETS_FILES_BE_TAKEN_OVER -> new ForgetfulFileSystem(FileSystemKind.FILE_SYSTEM, true, random);
                case THAT_DOES_NOT -> new ForgetfulFileSystem(FileSystemKind.FILE_SYSTEM, false, random);
                case OF_OBJECTS -> new ForgetfulFileSystem(FileSystemKind.OBJECT_STORE, false, random);
            };
            String name = (storage + "-" + writing + "-" + seed)
                    .toLowerCase(Locale.ROOT)
                    .replace('_', '-');
            Path output = new Path(ForgetfulFileSystemFactory.register(name, files), "out");
            new Run(seed, random, writing, output, files::crash, files::loseNextAnswer).all();
        }
    }

    @ParameterizedTest
    @EnumSource
    void eachRecordIsVisibleOnceOnTheLocalFileSystem(Writing writing) throws Exception {
        for (long seed = 0; seed < RUNS / 5; seed++) {
            Path output = new Path(
                    Files.createDirectory(directory.resolve("run" + seed)).toUri());
            new Run(seed, new Random(seed), writing, output, () -> {}, () -> {}).all();
        }
    }

    /** A complete checkpoint: where the source was, and what the sink remembers, as bytes. */
    private record Checkpoint(long id, int position, List<byte[]> states, List<byte[]> committables) {}

    /** One job from its start to its end. */
    private static final class Run {

        private final String name;
        private final Random random;
        private final Writing writing;
        private final Path output;
        private final Runnable crash;
        private final Runnable loseNextAnswer;
        private final ManualProcessingTime time = new ManualProcessingTime();
        private final BucketStateSerializer<String> states =
                new BucketStateSerializer<>(SimpleVersionedStringSerializer.INSTANCE);
        private final FileSinkCommittableSerializer committables = new FileSinkCommittableSerializer();

        private List<FileWriter<String, String>> writers = new ArrayList<>();
        private List<ManualThreads> compactions = new ArrayList<>();
        private final List<FileWriter<String, String>> zombies = new ArrayList<>();
        private TreeMap<Long, List<FileSinkCommittable>> uncommitted = new TreeMap<>();
        private Checkpoint complete = new Checkpoint(0, 0, List.of(), List.of());
        private int position;
        private int writersMade;
        private long lastCheckpoint;

        Run(long seed, Random random, Writing writing, Path output, Runnable crash, Runnable loseNextAnswer) {
            this.name = "seed " + seed + " on " + output;
            this.random = random;
            this.writing = writing;
            this.output = output;
            this.crash = crash;
            this.loseNextAnswer = loseNextAnswer;
        }

        void all() throws Exception {
            restore();
            for (int step = 0; step < STEPS; step++) {
                step();
            }
            finish();
            assertThat(read(true))
                    .as(name)
                    .hasSize(position)
                    .allSatisfy((record, times) ->
                            assertThat(times).as(name + ", record " + record).isEqualTo(1));
            HiddenFiles.remove(output, JOB);
            assertThat(hidden(output)).as(name).isEmpty();
        }

        private void step() throws Exception {
            int dice = random.nextInt(100);
            if (!compactions.isEmpty() && random.nextInt(4) == 0) {
                compactions.get(random.nextInt(compactions.size())).runAll();
            }
            if (dice < 60) {
                writers.get(random.nextInt(writers.size())).write("record " + position++, RecordContexts.NO_TIMESTAMP);
            } else if (dice < 70) {
                time.advance(Duration.ofSeconds(random.nextInt(90)));
            } else if (dice < 90) {
                checkpoint();
            } else if (dice < 93) {
                fail();
            } else if (dice < 96) {
                die();
            } else {
                zombies.addAll(writers);
                restore();
            }
            if (!zombies.isEmpty() && random.nextInt(3) == 0) {
                zombie(zombies.get(random.nextInt(zombies.size())));
            }
        }

        /** A writer that nobody listens to any more does something, which may fail. */
        private void zombie(FileWriter<String, String> writer) {
            try {
                switch (random.nextInt(4)) {
                    case 0 -> writer.write("record of a zombie", RecordContexts.NO_TIMESTAMP);
                    case 1 -> writer.flush(random.nextBoolean());
                    case 2 -> writer.snapshotState(++lastCheckpoint);
                    default -> {
                        zombies.remove(writer);
                        writer.close();
                    }
                }
            } catch (IOException fenced) {
                zombies.remove(writer);
            }
        }

        /** Cuts, and then the checkpoint becomes complete or not, and is committed or not, or in part. */
        private void checkpoint() throws Exception {
            long id = ++lastCheckpoint;
            List<byte[]> written = new ArrayList<>();
            int dies = random.nextInt(8);
            for (FileWriter<String, String> writer : writers) {
                writer.flush(false);
                if (dies == 0 && random.nextBoolean()) {
                    die();
                    return;
                }
                uncommitted.computeIfAbsent(id, same -> new ArrayList<>()).addAll(writer.prepareCommit());
                if (dies == 1 && random.nextBoolean()) {
                    die();
                    return;
                }
                if (random.nextInt(4) == 0) {
                    time.advance(Duration.ofSeconds(90));
                }
                for (BucketState<String> state : writer.snapshotState(id)) {
                    written.add(states.serialize(state));
                }
            }
            List<byte[]> prepared = new ArrayList<>();
            for (List<FileSinkCommittable> files : uncommitted.values()) {
                for (FileSinkCommittable file : files) {
                    prepared.add(committables.serialize(file));
                }
            }
            if (dies == 2) {
                die();
                return;
            }
            if (random.nextInt(4) == 0) {
                return;
            }
            complete = new Checkpoint(id, position, written, prepared);
            if (dies == 3) {
                die();
                return;
            }
            commitUntil(id);
        }

        private void commitUntil(long id) throws Exception {
            List<FileSinkCommittable> due = uncommitted.headMap(id, true).values().stream()
                    .flatMap(List::stream)
                    .toList();
            int dies = random.nextInt(6) == 0 ? random.nextInt(due.size() + 1) : -1;
            for (int i = 0; i < due.size(); i++) {
                if (i == dies) {
                    loseNextAnswer.run();
                    try {
                        FakeCommitRequest.commit(due.get(i));
                    } catch (IOException answerLost) {
                        assertThat(answerLost).hasMessageContaining("is lost");
                    }
                    die();
                    return;
                }
                FakeCommitRequest.commit(due.get(i));
            }
            uncommitted.headMap(id, true).clear();
        }

        /** The tasks fail and close their writers. */
        private void fail() throws Exception {
            for (FileWriter<String, String> writer : writers) {
                writer.close();
            }
            restore();
        }

        /** The machines are gone at once, and so is what was not synced. */
        private void die() throws Exception {
            crash.run();
            zombies.clear();
            restore();
        }

        private void restore() throws Exception {
            assertVisibleIsOfACompleteCheckpoint();
            time.clear();
            position = complete.position();
            uncommitted = new TreeMap<>();
            List<FileSinkCommittable> prepared = new ArrayList<>();
            for (byte[] file : complete.committables()) {
                prepared.add(committables.deserialize(committables.getVersion(), file));
            }
            uncommitted.put(complete.id(), prepared);
            int parallelism = 1 + random.nextInt(3);
            List<List<BucketState<String>>> shares = IntStream.range(0, parallelism)
                    .mapToObj(i -> (List<BucketState<String>>) new ArrayList<BucketState<String>>())
                    .toList();
            for (byte[] state : complete.states()) {
                shares.get(random.nextInt(parallelism)).add(states.deserialize(states.getVersion(), state));
            }
            writers = new ArrayList<>();
            compactions = new ArrayList<>();
            boolean compacting = random.nextInt(4) != 0;
            for (List<BucketState<String>> share : shares) {
                FileWriter<String, String> writer = newWriter(compacting ? writing.compactor() : Optional.empty());
                writer.restore(share);
                writers.add(writer);
            }
            if (random.nextBoolean()) {
                commitUntil(complete.id());
            }
        }

        private FileWriter<String, String> newWriter(Optional<FileCompactor> compactor) {
            FileCompactStrategy strategy = FileCompactStrategy.Builder.newBuilder()
                    .enableCompactionOnCheckpoint(2)
                    .setSizeThreshold(300)
                    .build();
            return new FileWriter<>(
                    new FileWriter.Settings<>(
                            output,
                            writing.format(),
                            new ThreeBuckets(),
                            DefaultRollingPolicy.builder()
                                    .withMaxPartSize(new MemorySize(100))
                                    .build(),
                            OutputFileConfig.builder().build(),
                            60_000,
                            compactor.map(how -> new FileWriter.CompactionSettings(strategy, how, this::newThreads))),
                    JOB,
                    "w" + writersMade++,
                    time);
        }

        private ManualThreads newThreads(int number) {
            ManualThreads threads = new ManualThreads();
            compactions.add(threads);
            return threads;
        }

        private void finish() throws Exception {
            compactions.forEach(ManualThreads::atOnce);
            for (FileWriter<String, String> writer : writers) {
                writer.flush(true);
                uncommitted
                        .computeIfAbsent(Long.MAX_VALUE, id -> new ArrayList<>())
                        .addAll(writer.prepareCommit());
                writer.close();
            }
            for (List<FileSinkCommittable> files : uncommitted.values()) {
                FakeCommitRequest.commit(files);
            }
        }

        private void assertVisibleIsOfACompleteCheckpoint() throws IOException {
            assertThat(read(true)).as(name).allSatisfy((record, times) -> {
                assertThat(times).as(record).isEqualTo(1);
                assertThat(Integer.parseInt(record.substring("record ".length())))
                        .isLessThan(complete.position());
            });
        }

        private Map<String, Integer> read(boolean visible) throws IOException {
            Map<String, Integer> times = new HashMap<>();
            FileSystem fileSystem = output.getFileSystem();
            for (Path file : files(output)) {
                if (file.getName().startsWith(".") != visible) {
                    try (FSDataInputStream in = fileSystem.open(file)) {
                        String content = new String(in.readAllBytes(), StandardCharsets.UTF_8);
                        (writing.whole()
                                        ? CountedLines.linesOf(content)
                                        : content.lines().toList())
                                .forEach(line -> times.merge(line, 1, Integer::sum));
                    }
                }
            }
            return times;
        }

        private static Collection<Path> hidden(Path directory) throws IOException {
            return files(directory).stream()
                    .filter(file -> file.getName().startsWith("."))
                    .toList();
        }

        private static Collection<Path> files(Path directory) throws IOException {
            List<Path> found = new ArrayList<>();
            for (FileStatus entry : directory.getFileSystem().listStatus(directory)) {
                if (entry.isDir()) {
                    found.addAll(files(entry.getPath()));
                } else {
                    found.add(entry.getPath());
                }
            }
            return found;
        }
    }

    private static final class ThreeBuckets implements BucketAssigner<String, String> {

        private static final long serialVersionUID = 1L;

        @Override
        public String getBucketId(String element, Context context) {
            return "bucket" + Math.floorMod(element.hashCode(), 3);
        }

        @Override
        public SimpleVersionedSerializer<String> getSerializer() {
            return SimpleVersionedStringSerializer.INSTANCE;
        }
    }
}
