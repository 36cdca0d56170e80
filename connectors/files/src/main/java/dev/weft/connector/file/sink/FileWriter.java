package dev.weft.connector.file.sink;

import dev.weft.api.common.JobID;
import dev.weft.api.common.operators.ProcessingTimeService;
import dev.weft.api.common.serialization.Encoder;
import dev.weft.api.connector.sink2.CommittingSinkWriter;
import dev.weft.core.fs.Path;
import dev.weft.streaming.api.functions.sink.filesystem.BucketAssigner;
import dev.weft.streaming.api.functions.sink.filesystem.OutputFileConfig;
import dev.weft.streaming.api.functions.sink.filesystem.RollingPolicy;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Writes one subtask's records, one open file a bucket. Owned by the task's thread. What has not been handed over for
 * committing when the writer closes is removed, and so is what was handed over but never committed.
 */
final class FileWriter<IN, BucketID> implements CommittingSinkWriter<IN, FileSinkCommittable> {

    private final Settings<IN, BucketID> settings;
    private final JobID job;
    private final ProcessingTimeService time;

    /** Part of every file's name, so that no two runs and no two subtasks ever write the same file. */
    private final String writerId = UUID.randomUUID().toString();

    private final Map<BucketID, PartFile<BucketID>> open = new LinkedHashMap<>();
    private final List<FileSinkCommittable> closed = new ArrayList<>();
    private final List<FileSinkCommittable> handedOver = new ArrayList<>();
    private final RecordContext context = new RecordContext();

    private long nextPart;
    private boolean writerClosed;

    /** What all writers of a sink share. */
    record Settings<IN, BucketID>(
            Path basePath,
            Encoder<IN> encoder,
            BucketAssigner<IN, BucketID> bucketAssigner,
            RollingPolicy<IN, BucketID> rollingPolicy,
            OutputFileConfig fileConfig,
            long bucketCheckIntervalMs) {}

    FileWriter(Settings<IN, BucketID> settings, JobID job, ProcessingTimeService time) {
        this.settings = settings;
        this.job = job;
        this.time = time;
        scheduleBucketCheck();
    }

    @Override
    public void write(IN element, Context record) throws IOException {
        long nowMs = time.getCurrentProcessingTime();
        context.at(record, nowMs);
        BucketID bucket = settings.bucketAssigner().getBucketId(element, context);
        PartFile<BucketID> file = open.get(bucket);
        if (file != null && settings.rollingPolicy().shouldRollOnEvent(file, element)) {
            roll(file);
            file = null;
        }
        if (file == null) {
            file = PartFile.create(bucket, directory(bucket), nextName(), job, nowMs);
            open.put(bucket, file);
        }
        settings.encoder().encode(element, file.stream(nowMs));
    }

    private Path directory(BucketID bucket) {
        String name = bucket.toString();
        return name.isEmpty() ? settings.basePath() : new Path(settings.basePath(), name);
    }

    private String nextName() {
        OutputFileConfig config = settings.fileConfig();
        return config.getPartPrefix() + "-" + writerId + "-" + nextPart++ + config.getPartSuffix();
    }

    private void roll(PartFile<BucketID> file) throws IOException {
        closed.add(file.closeForCommit());
        open.remove(file.getBucketId());
    }

    private void scheduleBucketCheck() {
        time.registerTimer(
                time.getCurrentProcessingTime() + settings.bucketCheckIntervalMs(), this::rollByProcessingTime);
    }

    private void rollByProcessingTime(long nowMs) throws IOException {
        if (writerClosed) {
            return;
        }
        for (PartFile<BucketID> file : List.copyOf(open.values())) {
            if (settings.rollingPolicy().shouldRollOnProcessingTime(file, nowMs)) {
                roll(file);
            }
        }
        scheduleBucketCheck();
    }

    @Override
    public void flush(boolean endOfInput) throws IOException {
        for (PartFile<BucketID> file : List.copyOf(open.values())) {
            if (endOfInput || settings.rollingPolicy().shouldRollOnCheckpoint(file)) {
                roll(file);
            }
        }
    }

    @Override
    public Collection<FileSinkCommittable> prepareCommit() {
        List<FileSinkCommittable> ready = List.copyOf(closed);
        handedOver.addAll(ready);
        closed.clear();
        return ready;
    }

    @Override
    public void close() throws IOException {
        writerClosed = true;
        IOException failure = null;
        for (Iterator<PartFile<BucketID>> files = open.values().iterator(); files.hasNext(); ) {
            try {
                files.next().discard();
            } catch (IOException e) {
                failure = e;
            }
            files.remove();
        }
        closed.addAll(handedOver);
        for (FileSinkCommittable file : closed) {
            try {
                file.pending().getFileSystem().delete(file.pending(), false);
            } catch (IOException e) {
                failure = e;
            }
        }
        closed.clear();
        if (failure != null) {
            throw failure;
        }
    }

    /** The current record as the bucket assigner sees it; reused for every record. */
    private static final class RecordContext implements BucketAssigner.Context {

        private Context record;
        private long nowMs;

        void at(Context record, long nowMs) {
            this.record = record;
            this.nowMs = nowMs;
        }

        @Override
        public long currentProcessingTime() {
            return nowMs;
        }

        @Override
        public long currentWatermark() {
            return record.currentWatermark();
        }

        @Override
        public Long timestamp() {
            return record.timestamp();
        }
    }
}
