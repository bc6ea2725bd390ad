/** Programs planned for a GPU as on paper: with commands, addresses and kernels, and no memory. */
package dev.figment.cuda.paper;
