/**
 * The {@code hashmap} state backend: keys and values as objects in open-addressing tables, one a key group. Entry: {@link
 * dev.weft.engine.state.heap.HashMapBackend}. Belongs to the thread of the task. May import {@code spi}, {@code types} and
 * {@code common}.
 */
package dev.weft.engine.state.heap;
