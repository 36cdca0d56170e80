package dev.weft.it.programs;

import dev.weft.core.fs.FSDataInputStream;
import dev.weft.core.fs.FSDataOutputStream;
import dev.weft.core.fs.FileSystem;
import dev.weft.core.fs.Path;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Takes over a file that is open in the same process, and says what becomes of it and of its former writer. */
public final class TakesOver {

    private TakesOver() {}

    public static void main(String[] args) throws IOException {
        Path file = new Path(args[0]);
        FileSystem fileSystem = file.getFileSystem();
        FSDataOutputStream former = fileSystem.create(file, FileSystem.WriteMode.NO_OVERWRITE);
        write(former, "in the checkpoint");
        former.sync();
        write(former, ", behind it");
        former.sync();
        try (FSDataOutputStream next =
                fileSystem.takeOver(file, "in the checkpoint".length()).orElseThrow()) {
            System.out.println("position: " + next.getPos());
            write(next, ", and on");
        }
        try {
            write(former, ", of a zombie");
            former.close();
            System.out.println("former writer: wrote");
        } catch (IOException fenced) {
            System.out.println("former writer: locked out");
        }
        try (FSDataInputStream in = fileSystem.open(file)) {
            System.out.println("content: " + new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    private static void write(FSDataOutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
    }
}
