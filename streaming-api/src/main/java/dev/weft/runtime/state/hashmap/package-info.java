/** State as objects on the heap. May import the API only. */
package dev.weft.runtime.state.hashmap;
