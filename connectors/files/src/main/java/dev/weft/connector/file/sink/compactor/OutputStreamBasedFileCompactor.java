package dev.weft.connector.file.sink.compactor;

import dev.weft.annotation.PublicEvolving;
import dev.weft.core.fs.Path;
import java.io.OutputStream;
import java.util.List;

/** A compactor that writes the bytes of the new file itself. */
@PublicEvolving
public abstract class OutputStreamBasedFileCompactor implements FileCompactor {

    private static final long serialVersionUID = 1L;

    /**
     * Writes the content of all files as that of one.
     *
     * @param inputFiles complete files, in the order in which they were written; they stay as they are
     * @param outputStream the new file; the caller closes it
     * @throws Exception fails the job
     */
    public void compact(List<Path> inputFiles, OutputStream outputStream) throws Exception {
        doCompact(inputFiles, outputStream);
    }

    /** As {@link #compact}. */
    protected abstract void doCompact(List<Path> inputFiles, OutputStream outputStream) throws Exception;
}
