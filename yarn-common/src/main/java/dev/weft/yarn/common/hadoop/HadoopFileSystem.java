package dev.weft.yarn.common.hadoop;

import dev.weft.core.fs.BlockLocation;
import dev.weft.core.fs.FSDataInputStream;
import dev.weft.core.fs.FSDataOutputStream;
import dev.weft.core.fs.FileStatus;
import dev.weft.core.fs.FileSystem;
import dev.weft.core.fs.FileSystemKind;
import dev.weft.core.fs.FileSystemRefusedException;
import dev.weft.core.fs.FileSystemUnavailableException;
import dev.weft.core.fs.Path;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.Options.Rename;
import org.apache.hadoop.hdfs.DistributedFileSystem;

/** Adapts a Hadoop file system to the user API. Thread-safe, as Hadoop's are. */
final class HadoopFileSystem extends FileSystem {

    private static final Set<String> OBJECT_STORES =
            Set.of("s3", "s3a", "s3n", "gs", "oss", "cosn", "obs", "abfs", "abfss", "wasb", "wasbs", "swift");

    private final org.apache.hadoop.fs.FileSystem fs;

    HadoopFileSystem(org.apache.hadoop.fs.FileSystem fs) {
        this.fs = fs;
    }

    /** Translates failures that a user can act on into one sentence, without the services' stack traces. */
    private IOException told(IOException failure) {
        String where = fs.getUri().toString();
        return HadoopRefusals.ofFileSystem(failure, where)
                .or(() -> HadoopRefusals.silence(failure)
                        .map(reason -> new FileSystemUnavailableException(
                                "cannot reach " + where + ": " + reason + "; is it running?")))
                .<IOException>map(refusal -> refusal)
                .orElse(failure);
    }

    private static org.apache.hadoop.fs.Path hadoop(Path path) {
        return new org.apache.hadoop.fs.Path(path.toUri());
    }

    private static Path ours(org.apache.hadoop.fs.Path path) {
        return new Path(path.toUri());
    }

    @Override
    public URI getUri() {
        return fs.getUri();
    }

    @Override
    public Path getWorkingDirectory() {
        return ours(fs.getWorkingDirectory());
    }

    @Override
    public Path getHomeDirectory() {
        return ours(fs.getHomeDirectory());
    }

    @Override
    public FileStatus getFileStatus(Path path) throws IOException {
        try {
            return new Status(fs.getFileStatus(hadoop(path)));
        } catch (IOException e) {
            throw told(e);
        }
    }

    @Override
    public FileStatus[] listStatus(Path path) throws IOException {
        try {
            return Arrays.stream(fs.listStatus(hadoop(path))).map(Status::new).toArray(FileStatus[]::new);
        } catch (IOException e) {
            throw told(e);
        }
    }

    @Override
    public BlockLocation[] getFileBlockLocations(FileStatus file, long start, long length) throws IOException {
        org.apache.hadoop.fs.FileStatus status =
                file instanceof Status own ? own.status : fs.getFileStatus(hadoop(file.getPath()));
        return Arrays.stream(fs.getFileBlockLocations(status, start, length))
                .map(Block::new)
                .toArray(BlockLocation[]::new);
    }

    @Override
    public long getDefaultBlockSize() {
        return fs.getDefaultBlockSize(new org.apache.hadoop.fs.Path("/"));
    }

    @Override
    public FSDataInputStream open(Path path) throws IOException {
        try {
            return new Input(fs.open(hadoop(path)));
        } catch (IOException e) {
            throw told(e);
        }
    }

    @Override
    public FSDataInputStream open(Path path, int bufferSize) throws IOException {
        try {
            return new Input(fs.open(hadoop(path), bufferSize));
        } catch (IOException e) {
            throw told(e);
        }
    }

    @Override
    public FSDataOutputStream create(Path path, WriteMode mode) throws IOException {
        try {
            return new Output(fs.create(hadoop(path), mode == WriteMode.OVERWRITE));
        } catch (FileAlreadyExistsException e) {
            throw new IOException(path + " exists already and must not be overwritten", e);
        } catch (IOException e) {
            throw told(e);
        }
    }

    @Override
    public boolean delete(Path path, boolean recursive) throws IOException {
        try {
            return fs.delete(hadoop(path), recursive);
        } catch (IOException e) {
            throw told(e);
        }
    }

    @Override
    public boolean mkdirs(Path path) throws IOException {
        try {
            return fs.mkdirs(hadoop(path));
        } catch (FileAlreadyExistsException e) {
            throw new FileSystemRefusedException("directory " + path + " cannot be made: a file is there");
        } catch (IOException e) {
            throw told(e);
        }
    }

    /** On HDFS, whose leases keep a former writer out; elsewhere files can't be taken over. */
    @Override
    public Optional<FSDataOutputStream> takeOver(Path path, long length) throws IOException {
        if (!(fs instanceof DistributedFileSystem hdfs)) {
            return Optional.empty();
        }
        try {
            return HdfsTakeOver.of(hdfs, hadoop(path), length).map(Output::new);
        } catch (IOException e) {
            throw told(e);
        }
    }

    @Override
    public boolean rename(Path source, Path target) throws IOException {
        try {
            return moved(source, target);
        } catch (IOException e) {
            throw told(e);
        }
    }

    private boolean moved(Path source, Path target) throws IOException {
        org.apache.hadoop.fs.Path from = hadoop(source);
        org.apache.hadoop.fs.Path to = hadoop(target);
        fs.mkdirs(to.getParent());
        if (fs instanceof DistributedFileSystem hdfs) {
            // HDFS's plain rename would move the source into a directory that has the target's name.
            try {
                hdfs.rename(from, to, Rename.NONE);
                return true;
            } catch (FileAlreadyExistsException | FileNotFoundException e) {
                return false;
            }
        }
        return !fs.exists(to) && fs.rename(from, to);
    }

    @Override
    public boolean isDistributedFS() {
        return !fs.getScheme().equals("file");
    }

    @Override
    public FileSystemKind getKind() {
        return OBJECT_STORES.contains(fs.getScheme()) ? FileSystemKind.OBJECT_STORE : FileSystemKind.FILE_SYSTEM;
    }

    private static final class Status implements FileStatus {
        private final org.apache.hadoop.fs.FileStatus status;

        Status(org.apache.hadoop.fs.FileStatus status) {
            this.status = status;
        }

        @Override
        public long getLen() {
            return status.isDirectory() ? 0 : status.getLen();
        }

        @Override
        public long getBlockSize() {
            return status.getBlockSize();
        }

        @Override
        public short getReplication() {
            return status.getReplication();
        }

        @Override
        public long getModificationTime() {
            return status.getModificationTime();
        }

        @Override
        public long getAccessTime() {
            return status.getAccessTime();
        }

        @Override
        public boolean isDir() {
            return status.isDirectory();
        }

        @Override
        public Path getPath() {
            return ours(status.getPath());
        }

        @Override
        public String toString() {
            return status.getPath() + " (" + getLen() + " bytes)";
        }
    }

    private static final class Block implements BlockLocation {
        private final org.apache.hadoop.fs.BlockLocation block;

        Block(org.apache.hadoop.fs.BlockLocation block) {
            this.block = block;
        }

        @Override
        public String[] getHosts() throws IOException {
            return block.getHosts();
        }

        @Override
        public long getOffset() {
            return block.getOffset();
        }

        @Override
        public long getLength() {
            return block.getLength();
        }

        @Override
        public int compareTo(BlockLocation other) {
            return Long.compare(getOffset(), other.getOffset());
        }
    }

    private static final class Input extends FSDataInputStream {
        private final org.apache.hadoop.fs.FSDataInputStream in;

        Input(org.apache.hadoop.fs.FSDataInputStream in) {
            this.in = in;
        }

        @Override
        public void seek(long position) throws IOException {
            in.seek(position);
        }

        @Override
        public long getPos() throws IOException {
            return in.getPos();
        }

        @Override
        public int read() throws IOException {
            return in.read();
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            return in.read(bytes, offset, length);
        }

        @Override
        public long skip(long count) throws IOException {
            return in.skip(count);
        }

        @Override
        public int available() throws IOException {
            return in.available();
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }

    private final class Output extends FSDataOutputStream {
        private final org.apache.hadoop.fs.FSDataOutputStream out;

        /** What broke the stream; whatever is called later fails for the same reason. */
        private Optional<IOException> failure = Optional.empty();

        Output(org.apache.hadoop.fs.FSDataOutputStream out) {
            this.out = out;
        }

        private IOException noted(IOException e) {
            failure = failure.or(() -> Optional.of(told(e)));
            return failure.get();
        }

        @Override
        public long getPos() {
            return out.getPos();
        }

        @Override
        public void write(int b) throws IOException {
            try {
                out.write(b);
            } catch (IOException e) {
                throw noted(e);
            }
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            try {
                out.write(bytes, offset, length);
            } catch (IOException e) {
                throw noted(e);
            }
        }

        @Override
        public void flush() throws IOException {
            try {
                out.hflush();
            } catch (IOException e) {
                throw noted(e);
            }
        }

        @Override
        public void sync() throws IOException {
            try {
                out.hsync();
            } catch (IOException e) {
                throw noted(e);
            }
        }

        @Override
        public void close() throws IOException {
            try {
                out.close();
            } catch (IOException e) {
                throw noted(e);
            }
        }
    }
}
