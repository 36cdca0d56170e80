package dev.weft.connector.file.src;

import dev.weft.api.common.typeinfo.TypeInformation;
import dev.weft.api.connector.source.Boundedness;
import dev.weft.api.connector.source.Source;
import dev.weft.api.java.typeutils.ResultTypeQueryable;
import dev.weft.connector.file.src.assigners.FileSplitAssigner;
import dev.weft.connector.file.src.enumerate.FileEnumerator;
import dev.weft.core.fs.Path;
import java.time.Duration;
import java.util.Objects;

/**
 * Common part of file sources: the paths, how they are listed and split, and whether new files are discovered
 * continuously.
 *
 * @param <T> the records
 * @param <SplitT> the splits
 */
public abstract class AbstractFileSource<T, SplitT extends FileSourceSplit>
        implements Source<T, SplitT, PendingSplitsCheckpoint<SplitT>>, ResultTypeQueryable<T> {

    final Path[] inputPaths;
    final FileEnumerator.Provider enumeratorFactory;
    final FileSplitAssigner.Provider assignerFactory;

    /** Null for a fixed set of files. */
    final ContinuousEnumerationSettings continuousSettings;

    /**
     * @param inputPaths files and directories, at least one
     * @param continuousSettings null for a fixed set of files
     */
    protected AbstractFileSource(
            Path[] inputPaths,
            FileEnumerator.Provider enumeratorFactory,
            FileSplitAssigner.Provider assignerFactory,
            ContinuousEnumerationSettings continuousSettings) {
        if (inputPaths.length == 0) {
            throw new IllegalArgumentException("a file source needs at least one path");
        }
        this.inputPaths = inputPaths.clone();
        this.enumeratorFactory = Objects.requireNonNull(enumeratorFactory, "enumeratorFactory");
        this.assignerFactory = Objects.requireNonNull(assignerFactory, "assignerFactory");
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
    public abstract TypeInformation<T> getProducedType();

    /**
     * Collects the settings of a file source.
     *
     * @param <SELF> the builder itself
     */
    public abstract static class AbstractFileSourceBuilder<
            T, SplitT extends FileSourceSplit, SELF extends AbstractFileSourceBuilder<T, SplitT, SELF>> {

        /** Files and directories. */
        protected final Path[] inputPaths;

        /** Makes what lists the paths and cuts files. */
        protected FileEnumerator.Provider fileEnumerator;

        /** Makes what chooses a reader's next split. */
        protected FileSplitAssigner.Provider splitAssigner;

        /** Null for a fixed set of files. */
        protected ContinuousEnumerationSettings continuousSourceSettings;

        /** @param inputPaths files and directories */
        protected AbstractFileSourceBuilder(
                Path[] inputPaths,
                FileEnumerator.Provider defaultFileEnumerator,
                FileSplitAssigner.Provider defaultSplitAssigner) {
            this.inputPaths = inputPaths.clone();
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
