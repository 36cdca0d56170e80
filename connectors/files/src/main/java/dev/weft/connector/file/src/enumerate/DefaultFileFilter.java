package dev.weft.connector.file.src.enumerate;

import dev.weft.core.fs.Path;
import java.util.function.Predicate;

/** Excludes hidden files and directories: names that begin with {@code .} or {@code _}. */
public final class DefaultFileFilter implements Predicate<Path> {

    @Override
    public boolean test(Path path) {
        String name = path.getName();
        return name.isEmpty() || (name.charAt(0) != '.' && name.charAt(0) != '_');
    }
}
