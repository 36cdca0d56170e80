package dev.weft.client.program;

import dev.weft.engine.common.ErrorCode;
import dev.weft.engine.common.WeftException;
import dev.weft.engine.usercode.ResolvePolicy;
import dev.weft.engine.usercode.UserClassLoader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A user's program that is ready to run: its jar is readable, its entry class is loaded (not yet initialized) and has a
 * {@code main}. Used by one thread; closing it closes its class loader.
 */
public final class PackagedProgram implements AutoCloseable {

    private final List<Path> jars;
    private final NestedJars nested;
    private final UserClassLoader classLoader;
    private final Method main;

    private PackagedProgram(List<Path> jars, NestedJars nested, UserClassLoader classLoader, Method main) {
        this.jars = List.copyOf(jars);
        this.nested = nested;
        this.classLoader = classLoader;
        this.main = main;
    }

    /**
     * Opens a program.
     *
     * @param jarFile the jar as the user named it
     * @param furtherJars jars that go with it, as the user named them
     * @param entryClass the class that the user named; else the manifest's counts
     * @param classpaths further entries of the user class path, as URLs or paths
     * @param policy whose classes come first
     */
    public static PackagedProgram open(
            String jarFile,
            List<String> furtherJars,
            Optional<String> entryClass,
            List<String> classpaths,
            ResolvePolicy policy) {
        ProgramJar jar = ProgramJar.inspect(jarFile);
        String className = entryClass
                .or(jar::mainClass)
                .orElseThrow(() -> ProgramJar.wrong("jar file '" + jarFile
                        + "' names no entry class: its manifest has no Main-Class; name it with -c <class>"
                        + candidates(jar.path())));
        List<Path> further = furtherJars.stream()
                .map(name -> ProgramJar.inspect(name).path())
                .toList();
        NestedJars nested = NestedJars.of(jar);
        List<Path> jars = new ArrayList<>(List.of(jar.path()));
        jars.addAll(nested.jars());
        jars.addAll(further);
        try {
            return open(
                    jars,
                    nested,
                    classpaths,
                    policy,
                    loader -> main(
                            load(loader, className, entryClass.isPresent() ? "-c" : "Main-Class of", jar), jarFile));
        } catch (WeftException e) {
            delete(nested);
            throw e;
        }
    }

    private static PackagedProgram open(
            List<Path> jars,
            NestedJars nested,
            List<String> classpaths,
            ResolvePolicy policy,
            Function<UserClassLoader, Method> main) {
        checkNames(jars);
        List<String> entries = new ArrayList<>(jars.stream().map(Path::toString).toList());
        entries.addAll(classpaths);
        UserClassLoader loader = UserClassLoader.open(
                "program " + jars.get(0).getFileName(), entries, policy, PackagedProgram.class.getClassLoader());
        try {
            ClassPathUrls.check(loader.getURLs());
            return new PackagedProgram(jars, nested, loader, main.apply(loader));
        } catch (WeftException e) {
            close(loader);
            throw e;
        }
    }

    /** Refuses two jars of one file name: in the containers all jars are in one directory. */
    private static void checkNames(List<Path> jars) {
        Map<Path, Path> byName = new HashMap<>();
        for (Path jar : jars) {
            Path same = byName.put(jar.getFileName(), jar);
            if (same != null) {
                throw ProgramJar.wrong(
                        "jars '" + same + "' and '" + jar + "' (pipeline.jars) have one name; rename one");
            }
        }
    }

    private static Class<?> load(UserClassLoader loader, String name, String origin, ProgramJar jar) {
        String where = "class '" + name + "' (" + (origin.equals("-c") ? "from -c" : "from the manifest") + ")";
        try {
            return Class.forName(name, false, loader);
        } catch (ClassNotFoundException e) {
            throw ProgramJar.wrong(where + " is not in '" + jar.path() + "'" + candidates(jar.path()));
        } catch (UnsupportedClassVersionError e) {
            throw ProgramJar.wrong(where + " is compiled for a newer Java than this one ("
                    + Runtime.version().feature() + "): " + e.getMessage());
        } catch (NoClassDefFoundError e) {
            throw ProgramJar.wrong(where + " cannot be loaded: '" + e.getMessage()
                    + "' is neither in the jar nor on the class path (or is written with other letter case)");
        } catch (LinkageError e) {
            throw ProgramJar.wrong(where + " cannot be loaded: " + e);
        }
    }

    private static Method main(Class<?> entry, String jarFile) {
        String name = entry.getName();
        Method main = null;
        try {
            for (Class<?> owner = entry; owner != null && main == null; owner = owner.getSuperclass()) {
                main = declaredMain(owner);
            }
        } catch (NoClassDefFoundError e) {
            throw ProgramJar.wrong("class '" + name + "' of '" + jarFile + "' cannot be loaded: '" + e.getMessage()
                    + "' is neither in the jar nor on the class path");
        }
        if (main == null) {
            throw ProgramJar.wrong(
                    "class '" + name + "' of '" + jarFile + "' has no method 'public static void main(String[])'");
        }
        if (!Modifier.isStatic(main.getModifiers())) {
            throw ProgramJar.wrong(
                    "main of class '" + name + "' is not static; it must be" + " 'public static void main(String[])'");
        }
        if (!Modifier.isPublic(main.getModifiers())) {
            throw ProgramJar.wrong(
                    "main of class '" + name + "' is not public; it must be" + " 'public static void main(String[])'");
        }
        if (main.getReturnType() != void.class) {
            throw ProgramJar.wrong("main of class '" + name + "' returns "
                    + main.getReturnType().getName() + "; it must be 'public static void main(String[])'");
        }
        main.setAccessible(true);
        return main;
    }

    private static Method declaredMain(Class<?> owner) {
        try {
            return owner.getDeclaredMethod("main", String[].class);
        } catch (NoSuchMethodException e) {
            return null;
        }
    }

    private static String candidates(Path jar) {
        List<String> classes = MainClasses.in(jar);
        return classes.isEmpty() ? "" : "; classes with a main: " + String.join(", ", classes);
    }

    /** The program's jar, the libraries in it, and the jars that go with it, absolute; there until it is closed. */
    public List<Path> jars() {
        return jars;
    }

    public String entryClass() {
        return main.getDeclaringClass().getName();
    }

    public ClassLoader classLoader() {
        return classLoader;
    }

    /**
     * Calls {@code main} on this thread, with the program's class loader as its context.
     *
     * @throws ProgramFailure if it throws
     */
    public void callMain(List<String> arguments) throws ProgramFailure {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(classLoader);
        try {
            main.invoke(null, (Object) arguments.toArray(String[]::new));
        } catch (InvocationTargetException e) {
            throw new ProgramFailure(entryClass(), e.getCause());
        } catch (ExceptionInInitializerError e) {
            throw new ProgramFailure(entryClass(), e.getCause() == null ? e : e.getCause());
        } catch (IllegalAccessException e) {
            throw new WeftException(ErrorCode.INTERNAL, "main of " + entryClass() + " cannot be called: " + e, e);
        } catch (LinkageError e) {
            throw new ProgramFailure(entryClass(), e);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    @Override
    public void close() {
        close(classLoader);
        delete(nested);
    }

    private static void delete(NestedJars nested) {
        try {
            nested.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void close(UserClassLoader loader) {
        try {
            loader.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
