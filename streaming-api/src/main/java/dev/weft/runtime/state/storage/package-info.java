/** Choices of where checkpoints are stored. May import the API only. */
package dev.weft.runtime.state.storage;
