package dev.weft.simulation.planted;

import dev.weft.simulation.planted.Plant.Mutation;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/**
 * System class loader of a worker with a planted fault ({@code -Djava.system.class.loader}): loads the project's
 * classes itself, and mutates those that the fault names. Delegates everything else.
 */
public final class PlantingLoader extends ClassLoader {

    static {
        registerAsParallelCapable();
    }

    private List<Mutation> mutations;

    /** Called by the JVM with its own loader, too early for anything else. */
    public PlantingLoader(ClassLoader usual) {
        super(usual);
    }

    private synchronized List<Mutation> mutations() {
        if (mutations == null) {
            mutations = Plant.ofThisProcess().map(Plant::mutations).orElse(List.of());
        }
        return mutations;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!name.startsWith("dev.weft.") || name.startsWith("dev.weft.shaded.")) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            return loaded != null ? loaded : define(name);
        }
    }

    private Class<?> define(String name) throws ClassNotFoundException {
        try (InputStream in = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
            if (in == null) {
                throw new ClassNotFoundException(name);
            }
            byte[] bytes = in.readAllBytes();
            List<Mutation> here =
                    mutations().stream().filter(m -> m.type().equals(name)).toList();
            byte[] changed = here.isEmpty() ? bytes : Mutator.change(bytes, here);
            return defineClass(name, changed, 0, changed.length);
        } catch (IOException e) {
            throw new ClassNotFoundException(name, e);
        }
    }
}
