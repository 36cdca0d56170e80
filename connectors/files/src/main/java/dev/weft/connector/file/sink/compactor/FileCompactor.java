package dev.weft.connector.file.sink.compactor;

import dev.weft.annotation.PublicEvolving;
import java.io.Serializable;

/**
 * Makes one file of several. Extend {@link OutputStreamBasedFileCompactor}, which sees bytes, or take {@link
 * RecordWiseFileCompactor}, which sees records. Called on threads of the sink's own, never on two at once with the same files.
 */
@PublicEvolving
public interface FileCompactor extends Serializable {}
