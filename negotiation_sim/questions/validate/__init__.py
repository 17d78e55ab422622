"""The question `validate`: do the solvers reproduce known answers?"""
