package dev.weft.connector.file.sink;

import dev.weft.api.common.JobID;
import dev.weft.connector.file.sink.compactor.FileCompactor;
import dev.weft.connector.file.sink.compactor.OutputStreamBasedFileCompactor;
import dev.weft.connector.file.sink.compactor.RecordWiseFileCompactor;
import dev.weft.core.fs.FileStatus;
import dev.weft.core.fs.Path;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes several complete files as one hidden file, on a thread of the compaction. The files stay; the committer removes
 * them when the new one is visible.
 */
record Compaction<IN>(FileCompactor compactor, PartFormat<IN> format, JobID job) {

    /**
     * Compacts files of one final name.
     *
     * @param pending the hidden name of the new file
     * @throws IOException when one of them is not as it was written, or the compactor fails; then there is no new file
     */
    FileSinkCommittable compact(List<FileSinkCommittable> files, Path pending, long nowMs) throws IOException {
        Path target = files.get(0).target();
        List<Path> originals = new ArrayList<>();
        List<Path> inputs = new ArrayList<>();
        for (FileSinkCommittable file : files) {
            checkLength(file);
            inputs.add(file.pending());
            originals.addAll(file.originals());
            if (HiddenFiles.areOf(job, file.pending())) {
                originals.add(file.pending());
            }
        }
        OpenPart empty = new OpenPart(pending, target, 0, nowMs, nowMs, originals);
        PartFile<IN, Path> compacted = PartFile.create(target, format, empty);
        try {
            write(inputs, compacted, nowMs);
            return compacted.closeForCommit();
        } catch (Exception failure) {
            try {
                compacted.closeWithoutCommit();
            } catch (IOException alsoFailed) {
                failure.addSuppressed(alsoFailed);
            }
            throw new IOException(
                    "can't compact the files of " + target + " by "
                            + compactor.getClass().getName() + ": " + failure.getMessage(),
                    failure);
        }
    }

    /** @throws Exception of the user's compactor */
    @SuppressWarnings("unchecked") // the program gives a compactor of the sink's records
    private void write(List<Path> inputs, PartFile<IN, Path> compacted, long nowMs) throws Exception {
        if (compactor instanceof RecordWiseFileCompactor<?> byRecord) {
            ((RecordWiseFileCompactor<IN>) byRecord).compact(inputs, element -> compacted.write(element, nowMs));
        } else if (compactor instanceof OutputStreamBasedFileCompactor byBytes) {
            byBytes.compact(inputs, compacted.bytes());
        } else {
            throw new IOException("it is neither an OutputStreamBasedFileCompactor nor a RecordWiseFileCompactor");
        }
    }

    private static void checkLength(FileSinkCommittable file) throws IOException {
        try {
            FileStatus status = file.pending().getFileSystem().getFileStatus(file.pending());
            if (status.getLen() != file.bytes()) {
                throw new IOException(file.pending() + " has " + status.getLen() + " bytes where " + file.bytes()
                        + " were written; it stays hidden, since something else has changed it");
            }
        } catch (FileNotFoundException missing) {
            throw new FileNotFoundException("neither " + file.pending() + " nor " + file.target()
                    + " exists; something else has removed what was written");
        }
    }
}
