# The project in a container, for docker and for Binder (repo2docker). It runs the commands of the README, no others:
#   docker build -t sentiment-audio . && docker run -p 8888:8888 sentiment-audio
FROM node:20-bookworm

RUN apt-get update \
 && apt-get install -y --no-install-recommends python3 python3-venv g++ make git libasound2 \
 && rm -rf /var/lib/apt/lists/*

# Binder asks for a user of this name and number; the image's own "node" has the number already.
ARG NB_USER=jovyan
ARG NB_UID=1000
RUN userdel --remove node && useradd --create-home --uid ${NB_UID} ${NB_USER}
ENV HOME=/home/${NB_USER}
COPY --chown=${NB_UID}:${NB_UID} . ${HOME}
USER ${NB_USER}
WORKDIR ${HOME}

RUN npm run setup
# Binder starts `jupyter lab` itself.
ENV PATH=${HOME}/.venv/bin:${PATH}
EXPOSE 8888
CMD ["npm", "run", "lab", "--", "--ip=0.0.0.0", "--no-browser"]
