package dev.weft.client.program;

import dev.weft.shaded.org.objectweb.asm.ClassReader;
import dev.weft.shaded.org.objectweb.asm.ClassVisitor;
import dev.weft.shaded.org.objectweb.asm.MethodVisitor;
import dev.weft.shaded.org.objectweb.asm.Opcodes;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/** Lists the classes of a jar that could be its entry class, as suggestions for an error message. */
final class MainClasses {

    private static final int MOST_FOUND = 10;
    private static final int MOST_READ = 20_000;

    private MainClasses() {}

    /** Up to ten names of classes with a {@code public static void main(String[])}. */
    static List<String> in(Path jar) {
        List<String> found = new ArrayList<>();
        try (JarFile file = new JarFile(jar.toFile(), false)) {
            Iterator<JarEntry> entries = file.entries().asIterator();
            for (int read = 0; entries.hasNext() && read < MOST_READ && found.size() < MOST_FOUND; read++) {
                JarEntry entry = entries.next();
                if (entry.getName().endsWith(".class") && !entry.getName().startsWith("META-INF/")) {
                    try (InputStream bytes = file.getInputStream(entry)) {
                        if (hasMain(bytes)) {
                            found.add(entry.getName()
                                    .substring(0, entry.getName().length() - ".class".length())
                                    .replace('/', '.'));
                        }
                    }
                }
            }
        } catch (IOException | RuntimeException e) {
            // The error that this was to explain is the one to tell, without candidates.
            return found;
        }
        return found;
    }

    private static boolean hasMain(InputStream bytes) throws IOException {
        boolean[] found = new boolean[1];
        ClassVisitor visitor = new ClassVisitor(Opcodes.ASM9) {
            @Override
            public MethodVisitor visitMethod(
                    int access, String name, String descriptor, String signature, String[] exceptions) {
                int wanted = Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC;
                found[0] |= name.equals("main")
                        && descriptor.equals("([Ljava/lang/String;)V")
                        && (access & wanted) == wanted;
                return null;
            }
        };
        new ClassReader(bytes)
                .accept(visitor, ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
        return found[0];
    }
}
