package dev.weft.connector.file.src;

import dev.weft.api.common.typeinfo.TypeInformation;
import dev.weft.api.connector.source.Boundedness;
import dev.weft.api.connector.source.Source;
import dev.weft.api.connector.source.SourceReader;
import dev.weft.api.connector.source.SourceReaderContext;
import dev.weft.api.connector.source.SplitEnumerator;
import dev.weft.api.connector.source.SplitEnumeratorContext;
import dev.weft.api.java.typeutils.ResultTypeQueryable;
import dev.weft.connector.file.src.assigners.FileSplitAssigner;
import dev.weft.connector.file.src.enumerate.FileEnumerator;
import dev.weft.connector.file.src.impl.FileSourceEnumerator;
import dev.weft.connector.file.src.impl.FileSourceReader;
import dev.weft.connector.file.src.reader.BulkFormat;
import dev.weft.core.fs.Path;
import dev.weft.core.io.SimpleVersionedSerializer;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * Common part of file sources: the paths, how they are listed, split and read, and whether new files are discovered
 * continuously. A source of one's own gives a serializer of its splits. When these are no plain {@link FileSourceSplit}s, its file
 * enumerator gives splits of that class only, which override {@link FileSourceSplit#updateWithCheckpointedPosition}.
 *
 * @param <T> the records
 * @param <SplitT> the splits
 */
public abstract class AbstractFileSource<T, SplitT extends FileSourceSplit>
        implements Source<T, SplitT, PendingSplitsCheckpoint<SplitT>>, ResultTypeQueryable<T> {

    private final Path[] inputPaths;
    private final FileEnumerator.Provider enumeratorFactory;
    private final FileSplitAssigner.Provider assignerFactory;
    private final BulkFormat<T, SplitT> readerFormat;

    /** Null for a fixed set of files. */
    private final ContinuousEnumerationSettings continuousSettings;

    /**
     * @param inputPaths files and directories, at least one
     * @param readerFormat reads the splits
     * @param continuousSettings null for a fixed set of files
     */
    protected AbstractFileSource(
            Path[] inputPaths,
            FileEnumerator.Provider enumeratorFactory,
            FileSplitAssigner.Provider assignerFactory,
            BulkFormat<T, SplitT> readerFormat,
            ContinuousEnumerationSettings continuousSettings) {
        if (inputPaths.length == 0) {
            throw new IllegalArgumentException("a file source needs at least one path");
        }
        this.inputPaths = inputPaths.clone();
        this.enumeratorFactory = Objects.requireNonNull(enumeratorFactory, "enumeratorFactory");
        this.assignerFactory = Objects.requireNonNull(assignerFactory, "assignerFactory");
        this.readerFormat = Objects.requireNonNull(readerFormat, "format");
        this.continuousSettings = continuousSettings;
    }

    /** Makes what lists the paths and cuts files. */
    protected FileEnumerator.Provider getEnumeratorFactory() {
        return enumeratorFactory;
    }

    /** Makes what chooses a reader's next split. */
    public FileSplitAssigner.Provider getAssignerFactory() {
        return assignerFactory;
    }

    /** Null for a fixed set of files. */
    public ContinuousEnumerationSettings getContinuousEnumerationSettings() {
        return continuousSettings;
    }

    @Override
    public Boundedness getBoundedness() {
        return continuousSettings == null ? Boundedness.BOUNDED : Boundedness.CONTINUOUS_UNBOUNDED;
    }

    @Override
    public SourceReader<T, SplitT> createReader(SourceReaderContext readerContext) {
        return new FileSourceReader<>(readerFormat, readerContext);
    }

    @Override
    public SplitEnumerator<SplitT, PendingSplitsCheckpoint<SplitT>> createEnumerator(
            SplitEnumeratorContext<SplitT> enumContext) {
        return restoreEnumerator(enumContext, PendingSplitsCheckpoint.fromCollectionSnapshot(List.of()));
    }

    @Override
    @SuppressWarnings("unchecked") // the file enumerator gives splits of this class, and assigners only pass them on
    public SplitEnumerator<SplitT, PendingSplitsCheckpoint<SplitT>> restoreEnumerator(
            SplitEnumeratorContext<SplitT> enumContext, PendingSplitsCheckpoint<SplitT> checkpoint) {
        SplitEnumerator<?, ?> enumerator = new FileSourceEnumerator(
                (SplitEnumeratorContext<FileSourceSplit>) enumContext,
                new FileSourceEnumerator.Settings(inputPaths, continuousSettings),
                enumeratorFactory.create(),
                assignerFactory,
                (PendingSplitsCheckpoint<FileSourceSplit>) checkpoint);
        return (SplitEnumerator<SplitT, PendingSplitsCheckpoint<SplitT>>) enumerator;
    }

    @Override
    public abstract SimpleVersionedSerializer<SplitT> getSplitSerializer();

    @Override
    public SimpleVersionedSerializer<PendingSplitsCheckpoint<SplitT>> getEnumeratorCheckpointSerializer() {
        return new PendingSplitsCheckpointSerializer<>(getSplitSerializer());
    }

    @Override
    public TypeInformation<T> getProducedType() {
        return readerFormat.getProducedType();
    }

    /**
     * Collects the settings of a file source.
     *
     * @param <SELF> the builder itself
     */
    public abstract static class AbstractFileSourceBuilder<
            T, SplitT extends FileSourceSplit, SELF extends AbstractFileSourceBuilder<T, SplitT, SELF>> {

        /** Files and directories. */
        protected final Path[] inputPaths;

        /** Reads the splits. */
        protected final BulkFormat<T, SplitT> readerFormat;

        /** Makes what lists the paths and cuts files. */
        protected FileEnumerator.Provider fileEnumerator;

        /** Makes what chooses a reader's next split. */
        protected FileSplitAssigner.Provider splitAssigner;

        /** Null for a fixed set of files. */
        protected ContinuousEnumerationSettings continuousSourceSettings;

        /**
         * @param inputPaths files and directories
         * @param readerFormat reads the splits
         */
        protected AbstractFileSourceBuilder(
                Path[] inputPaths,
                BulkFormat<T, SplitT> readerFormat,
                FileEnumerator.Provider defaultFileEnumerator,
                FileSplitAssigner.Provider defaultSplitAssigner) {
            this.inputPaths = inputPaths.clone();
            this.readerFormat = Objects.requireNonNull(readerFormat, "format");
            this.fileEnumerator = defaultFileEnumerator;
            this.splitAssigner = defaultSplitAssigner;
        }

        /**
         * A source with these settings.
         *
         * @throws IllegalArgumentException when no path was given
         */
        public abstract AbstractFileSource<T, SplitT> build();

        /**
         * Lists the paths again and again, and reads files that appear; the source never ends. A file is read once, as it
         * is when it is found: put complete files into the directory, by renaming them. What was appended later is not
         * read.
         *
         * @param discoveryInterval pause between two listings, above 0
         */
        public SELF monitorContinuously(Duration discoveryInterval) {
            this.continuousSourceSettings = new ContinuousEnumerationSettings(discoveryInterval);
            return self();
        }

        /** Reads the files that are there at the start, then ends. The default. */
        public SELF processStaticFileSet() {
            this.continuousSourceSettings = null;
            return self();
        }

        /** Decides which files are read and how they are cut into splits. */
        public SELF setFileEnumerator(FileEnumerator.Provider fileEnumerator) {
            this.fileEnumerator = Objects.requireNonNull(fileEnumerator, "fileEnumerator");
            return self();
        }

        /** Decides which reader gets which split. */
        public SELF setSplitAssigner(FileSplitAssigner.Provider splitAssigner) {
            this.splitAssigner = Objects.requireNonNull(splitAssigner, "splitAssigner");
            return self();
        }

        @SuppressWarnings("unchecked")
        private SELF self() {
            return (SELF) this;
        }
    }
}
