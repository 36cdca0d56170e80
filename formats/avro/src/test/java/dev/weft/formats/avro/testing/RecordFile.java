package dev.weft.formats.avro.testing;

import dev.weft.api.common.serialization.BulkWriter;
import dev.weft.configuration.Configuration;
import dev.weft.connector.file.src.reader.StreamFormat;
import dev.weft.core.fs.FSDataInputStream;
import dev.weft.core.fs.FSDataOutputStream;
import dev.weft.core.fs.FileSystem;
import dev.weft.core.fs.Path;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A file that is written and read by formats. */
public record RecordFile(Path path) {

    public static RecordFile in(java.nio.file.Path directory) {
        return new RecordFile(new Path(directory.resolve("records").toUri()));
    }

    /** Replaces the file. */
    public <T> void write(BulkWriter.Factory<T> format, List<T> records) throws IOException {
        try (FSDataOutputStream out = path.getFileSystem().create(path, FileSystem.WriteMode.OVERWRITE)) {
            BulkWriter<T> writer = format.create(out);
            for (T record : records) {
                writer.addElement(record);
            }
            writer.flush();
            writer.finish();
        }
    }

    public long bytes() throws IOException {
        return path.getFileSystem().getFileStatus(path).getLen();
    }

    /** All records. */
    public <T> List<T> read(StreamFormat<T> format) throws IOException {
        return read(format, 0, bytes());
    }

    /** The records of two splits, of which the second one begins at a byte. */
    public <T> List<T> readCutAt(long cut, StreamFormat<T> format) throws IOException {
        List<T> records = read(format, 0, cut);
        records.addAll(read(format, cut, bytes()));
        return records;
    }

    private <T> List<T> read(StreamFormat<T> format, long start, long end) throws IOException {
        long bytes = bytes();
        FSDataInputStream stream = path.getFileSystem().open(path);
        stream.seek(start);
        List<T> records = new ArrayList<>();
        try (StreamFormat.Reader<T> reader = format.createReader(new Configuration(), stream, bytes, end)) {
            for (T record = reader.read(); record != null; record = reader.read()) {
                records.add(record);
            }
        }
        return records;
    }
}
