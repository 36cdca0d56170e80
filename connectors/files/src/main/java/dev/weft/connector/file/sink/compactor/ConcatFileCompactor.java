package dev.weft.connector.file.sink.compactor;

import dev.weft.annotation.PublicEvolving;
import dev.weft.core.fs.FSDataInputStream;
import dev.weft.core.fs.Path;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** Puts files behind one another, for formats whose files can be cut anywhere between two records, such as lines of text. */
@PublicEvolving
public class ConcatFileCompactor extends OutputStreamBasedFileCompactor {

    private static final long serialVersionUID = 1L;
    private static final int BUFFER_BYTES = 64 * 1024;

    private final byte[] delimiter;

    /** Without anything between two files. */
    public ConcatFileCompactor() {
        this(null);
    }

    /** @param fileDelimiter written between two files; null for nothing */
    public ConcatFileCompactor(byte[] fileDelimiter) {
        this.delimiter = fileDelimiter == null ? new byte[0] : fileDelimiter.clone();
    }

    @Override
    protected void doCompact(List<Path> inputFiles, OutputStream outputStream) throws IOException {
        byte[] buffer = new byte[BUFFER_BYTES];
        boolean first = true;
        for (Path file : inputFiles) {
            if (!first) {
                outputStream.write(delimiter);
            }
            first = false;
            try (FSDataInputStream in = file.getFileSystem().open(file)) {
                for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                    outputStream.write(buffer, 0, read);
                }
            }
        }
    }
}
